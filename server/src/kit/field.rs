//! What is wrong with which field of a request: the body of a 422 answer.

use serde::Serialize;

/// One fault. `field` is a path into the request (`blocks[2].options[0].unit_price_minor`),
/// `code` is stable and for programs, `message` is for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path into the request, empty when the whole of it is meant.
    pub field: String,
    /// Stable word for programs.
    pub code: &'static str,
    /// One plain sentence.
    pub message: String,
}

/// All faults of one request, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Faults found so far: none.
    pub fn new() -> Self {
        Self::default()
    }

    /// A single fault.
    pub fn one(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.add(field, code, message);
        errors
    }

    /// Notes a fault.
    pub fn add(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.0.push(FieldError {
            field: field.into(),
            code,
            message: message.into(),
        });
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` when nothing was found, else the faults.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// What was read; the usual with its faults noted when it could not be.
    pub fn keep<T: Default>(&mut self, read: Result<T, Self>) -> T {
        read.unwrap_or_else(|faults| {
            self.0.extend(faults.0);
            T::default()
        })
    }

    /// The same faults, their paths put under `prefix`.
    pub fn under(mut self, prefix: &str) -> Self {
        for error in &mut self.0 {
            error.field = match error.field.as_str() {
                "" => prefix.to_owned(),
                field => format!("{prefix}.{field}"),
            };
        }
        self
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_put_under_a_prefix() {
        let mut errors = FieldErrors::one("title", "required", "Write a title.");
        errors.add("", "wrong", "Something is wrong.");
        let errors = errors.under("content");
        assert_eq!(errors.0[0].field, "content.title");
        assert_eq!(errors.0[1].field, "content");
        assert_eq!(errors.clone().or(1), Err(errors));
        assert_eq!(FieldErrors::new().or(1), Ok(1));
    }
}
