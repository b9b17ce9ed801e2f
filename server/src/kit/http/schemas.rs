//! The named schemas of the document. What is answered has all its members; what is taken may leave some out. A type
//! that is both and differs stands there twice: as it is answered by its own name, as it is taken as `…Taken`.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems};
use utoipa::openapi::{Content, Ref, RefOr, Schema};

type Named = BTreeMap<String, RefOr<Schema>>;

/// All of them, and which are taken otherwise than answered.
pub(super) struct Schemas {
    pub(super) named: Named,
    differing: BTreeSet<String>,
}

impl Schemas {
    pub(super) fn new(taken: Named, answered: Named) -> Self {
        let mut differing: BTreeSet<String> = taken
            .iter()
            .filter(|(name, schema)| answered.get(*name).is_some_and(|other| other != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        // Whoever refers to one of them differs too.
        loop {
            let before = differing.len();
            for (name, schema) in taken
                .iter()
                .filter(|(name, _)| answered.contains_key(*name))
            {
                let mut copy = schema.clone();
                refer(&mut copy, &differing);
                if copy != *schema {
                    differing.insert(name.clone());
                }
            }
            if differing.len() == before {
                break;
            }
        }
        let mut named = answered;
        for (name, mut schema) in taken {
            refer(&mut schema, &differing);
            let is_other = differing.contains(&name);
            named.insert(if is_other { taken_name(&name) } else { name }, schema);
        }
        Self { named, differing }
    }

    /// Makes a body refer to what is taken.
    pub(super) fn refer_body(&self, operation: &mut Operation) {
        let Some(RefOr::T(body)) = &mut operation.request_body else {
            return;
        };
        for content in body.content.values_mut() {
            if let RefOr::T(Content {
                schema: Some(schema),
                ..
            }) = content
            {
                refer(schema, &self.differing);
            }
        }
    }
}

fn taken_name(name: &str) -> String {
    format!("{name}Taken")
}

/// Turns references to what differs to its taken form.
fn refer(schema: &mut RefOr<Schema>, differing: &BTreeSet<String>) {
    let schema = match schema {
        RefOr::Ref(to) => {
            let name = to.ref_location.rsplit('/').next().unwrap_or_default();
            if differing.contains(name) {
                to.ref_location = Ref::from_schema_name(taken_name(name)).ref_location;
            }
            return;
        }
        RefOr::T(schema) => schema,
    };
    match schema {
        Schema::Object(object) => {
            let members = object.properties.values_mut();
            members.for_each(|member| refer(member, differing));
            if let Some(more) = &mut object.additional_properties
                && let AdditionalProperties::RefOr(more) = more.as_mut()
            {
                refer(more, differing);
            }
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                refer(items, differing);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(|item| refer(item, differing)),
        Schema::AllOf(all) => all.items.iter_mut().for_each(|item| refer(item, differing)),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(|item| refer(item, differing)),
        _ => {}
    }
}
