-- Sends one SMS through Messages, by way of the iPhone that forwards text messages to this Mac.
on run {recipient, body}
	tell application "Messages"
		set textMessages to first account whose service type is SMS and enabled is true
		send body to participant recipient of textMessages
	end tell
end run
