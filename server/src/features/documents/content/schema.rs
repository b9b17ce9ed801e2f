//! The JSON schema of a block. Derived, it would be "the struct and also a tag", and the structs
//! allow no further member, so that nothing at all would fit. Here the tag is one of the members.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{
    Block, Heading, Images, Itinerary, LineItems, OptionGroup, PaymentInstructions, RichText,
    Signature, Terms,
};

type NamedSchema = (String, RefOr<Schema>);

impl PartialSchema for Block {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .description(Some("One piece of a document; `type` says which."))
            .item(tagged::<Heading>("heading"))
            .item(tagged::<RichText>("rich_text"))
            .item(tagged::<OptionGroup>("option_group"))
            .item(tagged::<LineItems>("line_items"))
            .item(tagged::<Itinerary>("itinerary"))
            .item(tagged::<Terms>("terms"))
            .item(tagged::<PaymentInstructions>("payment_instructions"))
            .item(tagged::<Images>("images"))
            .item(tagged::<Signature>("signature"))
            .into()
    }
}

impl ToSchema for Block {
    fn schemas(schemas: &mut Vec<NamedSchema>) {
        Heading::schemas(schemas);
        RichText::schemas(schemas);
        OptionGroup::schemas(schemas);
        LineItems::schemas(schemas);
        Itinerary::schemas(schemas);
        Terms::schemas(schemas);
        PaymentInstructions::schemas(schemas);
        Images::schemas(schemas);
        Signature::schemas(schemas);
    }
}

/// The members of `T` with `type` as the first of them.
pub(crate) fn tagged<T: PartialSchema>(tag: &str) -> RefOr<Schema> {
    let RefOr::T(Schema::Object(mut object)) = T::schema() else {
        return T::schema();
    };
    let word = ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .enum_values(Some([tag]));
    object.properties.insert("type".to_owned(), word.into());
    object.required.insert(0, "type".to_owned());
    Schema::Object(object).into()
}
