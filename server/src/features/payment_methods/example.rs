//! The code of a method that staff are writing, with an example's amount, so that they see what a client would scan.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PaymentCode, model::Qr, qr};
use crate::{
    error::Result,
    kit::{
        http::body::Body,
        money::{Currency, Money},
    },
    scope::Staff,
};

/// The amount of an example: a hundred euro.
const EXAMPLE_MINOR: i64 = 10_000;
/// What an example is for. No document has a number of this kind.
const EXAMPLE_REFERENCE: &str = "EXAMPLE";

/// What a code would be made from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExampleCode {
    /// As it would stand in the method.
    pub qr: Qr,
}

/// The code of a method for an example.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExampleCode {
    /// None while what is written makes no code.
    pub code: Option<PaymentCode>,
    /// The example's amount in cents of a euro; none where the code has the method's own amount or none.
    pub due_minor: Option<i64>,
}

/// Draws a method's code for an example. Nothing is kept.
pub async fn create_example_code(
    _: Staff,
    body: Body<CreateExampleCode>,
) -> Result<Json<ExampleCode>> {
    let qr = body.value.qr;
    let due = Money::new(EXAMPLE_MINOR, Currency::EUR).ok();
    let code = if qr.is_complete() {
        qr::code(&qr, due, EXAMPLE_REFERENCE)
    } else {
        None
    };
    let due_minor = matches!(qr, Qr::Epc { .. }).then_some(EXAMPLE_MINOR);
    Ok(Json(ExampleCode { code, due_minor }))
}

#[cfg(test)]
mod tests {
    use http::Method;
    use serde_json::{Value, json};

    use crate::testing::Office;

    const IBAN: &str = "DE02120300000000202051";

    async fn draw(office: &Office, qr: Value) -> Value {
        let body = json!({ "qr": qr });
        let path = "/api/admin/payment-codes";
        let answer = office.ada(Method::POST, path, Some(&body)).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        answer.json()
    }

    #[tokio::test]
    async fn staff_see_the_code_of_a_method_before_it_is_saved() {
        let office = Office::new().await;
        let epc = |iban: &str| json!({ "standard": "epc", "name": "Harbour", "iban": iban });
        let drawn = draw(&office, epc(IBAN)).await;
        let payload = drawn["code"]["payload"].as_str().unwrap();
        let middle = format!("Harbour\n{IBAN}\nEUR100.00\n");
        assert!(payload.contains(&middle), "{payload}");
        assert!(payload.ends_with("EXAMPLE"), "{payload}");
        assert!(drawn["code"]["svg"].as_str().unwrap().starts_with("<svg"));
        assert_eq!(drawn["due_minor"], 10_000);

        let half = draw(&office, epc("DE02")).await;
        assert_eq!(half["code"], Value::Null);

        let address = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
        let coin = json!({ "standard": "bip21", "scheme": "bitcoin", "address": address, "amount": "0.015" });
        let drawn = draw(&office, coin).await;
        let payload = format!("bitcoin:{address}?amount=0.015&message=EXAMPLE");
        assert_eq!(drawn["code"]["payload"], payload);
        assert_eq!(drawn["due_minor"], Value::Null);
    }
}
