//! Payment methods: how a client may pay, and the codes its banking app reads (D14, D18).

mod example;
pub mod model;
mod offer;
pub mod qr;
mod staff;
mod store;

pub use example::{CreateExampleCode, ExampleCode, create_example_code};
pub use offer::{
    MethodChoice, Offered, PaymentCode, PaymentSectionDetail, ShownMethod, choices, known, offered,
    sections,
};
pub use staff::{
    ChangePaymentMethod, CreatePaymentMethod, MethodPath, PaymentMethodList, PaymentMethodRow,
    change_payment_method, create_payment_method, delete_payment_method, list_payment_methods,
};
