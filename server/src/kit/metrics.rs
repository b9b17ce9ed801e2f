//! What the program counts of itself, in the text form that Prometheus reads.
//!
//! A request is counted under the path of its route (`/api/client/documents/{year}/{slug}`), never under the address
//! that was asked for; no label names a provider or a person.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::{Method, StatusCode};

/// Upper ends of the classes of answer times, in microseconds.
const CLASSES_US: [u64; 12] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    5_000_000,
];

/// The path of the route that answered; stands in the extensions of its answer.
#[derive(Debug, Clone, Copy)]
pub struct Matched(pub &'static str);

/// Everything that is counted in this process.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, &'static str), Route>>,
    /// Requests refused because a limit was reached.
    refused_by_limit: AtomicU64,
    /// Event streams that are open now.
    streams: AtomicI64,
}

/// What one method of one route answered.
#[derive(Debug, Default)]
struct Route {
    by_status: BTreeMap<u16, u64>,
    /// How many took at most so long; the last place is for those that took longer.
    by_class: [u64; CLASSES_US.len() + 1],
    spent_us: u64,
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(
        &self,
        method: &Method,
        matched: Option<Matched>,
        status: StatusCode,
        took: Duration,
    ) {
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.refused_by_limit.fetch_add(1, Relaxed);
        }
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = CLASSES_US.partition_point(|end| *end < took_us);
        let path = matched.map_or("other", |Matched(path)| path);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let route = requests.entry((path, word(method))).or_default();
        *route.by_status.entry(status.as_u16()).or_default() += 1;
        route.by_class[class] += 1;
        route.spent_us = route.spent_us.saturating_add(took_us);
    }

    /// Counts a stream as open until what is returned is dropped.
    pub fn open_stream(self: &std::sync::Arc<Self>) -> OpenStream {
        self.streams.fetch_add(1, Relaxed);
        OpenStream(std::sync::Arc::clone(self))
    }

    /// All of it, as text.
    pub fn text(&self) -> String {
        let mut text = Page::default();
        self.write_requests(&mut text);
        text.head(
            "portico_streams_open",
            "gauge",
            "Event streams that are open.",
        );
        text.line("portico_streams_open", &[], self.streams.load(Relaxed));
        text.head(
            "portico_limits_refused_total",
            "counter",
            "Requests refused because a limit was reached.",
        );
        let refused = self.refused_by_limit.load(Relaxed);
        text.line("portico_limits_refused_total", &[], refused);
        text.0
    }

    fn write_requests(&self, text: &mut Page) {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        text.head(
            "portico_requests_total",
            "counter",
            "Requests by route and status.",
        );
        for ((path, method), route) in &*requests {
            for (status, count) in &route.by_status {
                let status = status.to_string();
                let labels = [("method", *method), ("path", *path), ("status", &*status)];
                text.line("portico_requests_total", &labels, count);
            }
        }
        let name = "portico_request_seconds";
        text.head(
            name,
            "histogram",
            "From the head of a request to the head of its answer.",
        );
        for ((path, method), route) in &*requests {
            let mut so_far = 0;
            let ends = CLASSES_US.iter().map(|end_us| seconds(*end_us));
            for (end, count) in ends.chain(["+Inf".to_owned()]).zip(route.by_class) {
                so_far += count;
                let labels = [("method", *method), ("path", *path), ("le", &*end)];
                text.line(&format!("{name}_bucket"), &labels, so_far);
            }
            let labels = [("method", *method), ("path", *path)];
            text.line(&format!("{name}_sum"), &labels, seconds(route.spent_us));
            text.line(&format!("{name}_count"), &labels, so_far);
        }
    }
}

/// An open stream; dropped, it is counted no longer.
#[derive(Debug)]
pub struct OpenStream(std::sync::Arc<Metrics>);

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Relaxed);
    }
}

/// Text in the making.
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// Says what the lines that follow are.
    pub fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// One number. Labels are words of ours and need no escaping.
    pub fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        self.0.push_str(name);
        for (place, (label, word)) in labels.iter().enumerate() {
            let before = if place == 0 { '{' } else { ',' };
            let _ = write!(self.0, "{before}{label}=\"{word}\"");
        }
        let end = if labels.is_empty() { "" } else { "}" };
        let _ = writeln!(self.0, "{end} {value}");
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Whole microseconds as seconds, without the detour through a float.
fn seconds(us: u64) -> String {
    let text = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Methods that exist; what somebody made up is not written into a label.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_time() {
        let metrics = Arc::new(Metrics::default());
        let path = Some(Matched("/api/client/documents/{year}/{slug}"));
        let us = Duration::from_micros;
        metrics.answered(&Method::GET, path, StatusCode::OK, us(400));
        metrics.answered(&Method::GET, path, StatusCode::OK, us(500));
        metrics.answered(&Method::GET, path, StatusCode::NOT_FOUND, us(9_000_000));
        let made_up = Method::from_bytes(b"CANARY").unwrap();
        metrics.answered(&made_up, None, StatusCode::TOO_MANY_REQUESTS, us(1));
        let stream = metrics.open_stream();
        let text = metrics.text();
        let labels = "method=\"GET\",path=\"/api/client/documents/{year}/{slug}\"";
        for line in [
            format!("portico_requests_total{{{labels},status=\"200\"}} 2"),
            format!("portico_requests_total{{{labels},status=\"404\"}} 1"),
            format!("portico_request_seconds_bucket{{{labels},le=\"0.0005\"}} 2"),
            format!("portico_request_seconds_bucket{{{labels},le=\"5\"}} 2"),
            format!("portico_request_seconds_bucket{{{labels},le=\"+Inf\"}} 3"),
            format!("portico_request_seconds_sum{{{labels}}} 9.0009"),
            format!("portico_request_seconds_count{{{labels}}} 3"),
            "portico_requests_total{method=\"other\",path=\"other\",status=\"429\"} 1".to_owned(),
            "portico_limits_refused_total 1".to_owned(),
            "portico_streams_open 1".to_owned(),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("CANARY"));
        drop(stream);
        assert!(metrics.text().contains("portico_streams_open 0\n"));
    }
}
