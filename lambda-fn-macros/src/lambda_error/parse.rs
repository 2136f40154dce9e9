//! The derive's input: a struct or an enum, and the `#[lambda(…)]` on it and on its variants.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Data, DeriveInput, Fields, Generics, LitBool, LitInt, LitStr, Meta, Path, Variant};

use crate::errors::Errors;
use crate::grammar::{Arg, Argument, plain_integer, read_arguments, unknown_key};
use crate::validate::crate_path;

pub(crate) struct Error {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) crate_path: Path,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Struct(Box<Case>),
    Enum(Vec<Case>),
}

impl Error {
    /// Whether it is meant for HTTP: one of its cases says a status.
    pub(crate) fn has_status(&self) -> bool {
        match &self.shape {
            Shape::Struct(case) => case.status.is_some(),
            Shape::Enum(cases) => cases.iter().any(|case| case.status.is_some()),
        }
    }
}

/// A variant, or the whole of a struct.
pub(crate) struct Case {
    pub(crate) name: Ident,
    /// The field that `transparent` hands over to.
    pub(crate) transparent: Option<Field>,
    pub(crate) error_type: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) retry: Option<bool>,
}

pub(crate) struct Field {
    pub(crate) member: syn::Member,
    pub(crate) ty: syn::Type,
}

#[derive(Default)]
struct Attrs {
    error_type: Option<Arg<LitStr>>,
    status: Option<Arg<LitInt>>,
    retry: Option<Arg<LitBool>>,
    transparent: Option<Arg<()>>,
    crate_path: Option<Arg<Path>>,
}

pub(crate) const KEYS: [&str; 5] = ["error_type", "status", "retry", "transparent", "crate"];

/// HTTP's classes of errors: RFC 9110, sections 15.5 and 15.6.
const STATUS: std::ops::RangeInclusive<u16> = 400..=599;

pub(crate) fn error(input: TokenStream, errors: &Errors) -> Option<Error> {
    let input: DeriveInput = errors.ok(syn::parse2(input))?;
    let attrs = Attrs::parse(&input.attrs, errors);
    let crate_path = attrs.crate_path.as_ref().and_then(|arg| errors.ok(crate_path(&arg.value)));
    let shape = match &input.data {
        Data::Struct(data) => Shape::Struct(Box::new(attrs.case(input.ident.clone(), &data.fields, errors))),
        Data::Enum(data) => {
            for key in attrs.keys_of_a_case() {
                errors.at(key, format!("`{key}` on an enum says nothing of its variants; put it on each variant"));
            }
            Shape::Enum(data.variants.iter().map(|variant| case_of_variant(variant, errors)).collect())
        }
        Data::Union(data) => {
            errors.at(data.union_token, "`LambdaError` cannot be derived for a union; use an enum or a struct");
            return None;
        }
    };
    for field in fields(&input.data) {
        if let Some(attr) = field.attrs.iter().find(|attr| attr.path().is_ident("lambda")) {
            errors.at(attr, "`#[lambda(…)]` goes on the variant or the struct; move it up");
        }
    }
    let crate_path = crate_path.unwrap_or_else(|| syn::parse_quote!(::lambda_fn));
    Some(Error { name: input.ident, generics: input.generics, crate_path, shape })
}

fn case_of_variant(variant: &Variant, errors: &Errors) -> Case {
    let attrs = Attrs::parse(&variant.attrs, errors);
    if let Some(crate_path) = &attrs.crate_path {
        errors.at(&crate_path.key, "`crate` goes on the enum; move it there");
    }
    attrs.case(variant.ident.clone(), &variant.fields, errors)
}

fn fields(data: &Data) -> Box<dyn Iterator<Item = &syn::Field> + '_> {
    match data {
        Data::Struct(data) => Box::new(data.fields.iter()),
        Data::Enum(data) => Box::new(data.variants.iter().flat_map(|variant| variant.fields.iter())),
        Data::Union(_) => Box::new(std::iter::empty()),
    }
}

impl Attrs {
    fn parse(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut parsed = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("lambda")) {
            match &attr.meta {
                Meta::List(list) => {
                    read_arguments(list.tokens.clone(), &KEYS, errors, |argument| parsed.read(argument, errors));
                }
                meta => errors.at(meta, "`lambda` takes a list; write `#[lambda(status = 404)]`"),
            }
        }
        parsed
    }

    fn read(&mut self, argument: Argument, errors: &Errors) {
        match argument.key.to_string().as_str() {
            "error_type" => {
                argument.literal(&mut self.error_type, "a string", "error_type = \"OrderNotFound\"", errors);
            }
            "status" => argument.literal(&mut self.status, "an integer", "status = 404", errors),
            "retry" => argument.literal(&mut self.retry, "`true` or `false`", "retry = false", errors),
            "transparent" => argument.alone(&mut self.transparent, "#[lambda(transparent)]", errors),
            "crate" => argument.path(&mut self.crate_path, "crate = my_name", errors),
            _ => errors.at(&argument.key, unknown_key(&argument.key, None, &KEYS)),
        }
    }

    /// The keys that say something of one case, and that `transparent` leaves to the error within.
    fn keys_of_a_case(&self) -> impl Iterator<Item = &Ident> {
        let error_type = self.error_type.as_ref().map(|arg| &arg.key);
        let status = self.status.as_ref().map(|arg| &arg.key);
        let retry = self.retry.as_ref().map(|arg| &arg.key);
        [error_type, status, retry].into_iter().flatten()
    }

    fn case(&self, name: Ident, fields: &Fields, errors: &Errors) -> Case {
        Case {
            transparent: self.transparent.as_ref().and_then(|arg| self.transparent(&arg.key, &name, fields, errors)),
            error_type: self.error_type.as_ref().map(|arg| error_type(&arg.value, errors)),
            status: self.status.as_ref().and_then(|arg| status(&arg.value, errors)),
            retry: self.retry.as_ref().map(|arg| arg.value.value),
            name,
        }
    }

    fn transparent(&self, transparent: &Ident, case: &Ident, fields: &Fields, errors: &Errors) -> Option<Field> {
        for key in self.keys_of_a_case() {
            errors.at(key, format!("`transparent` takes `{key}` from the error within; remove one of the two"));
        }
        let mut members = fields.members().zip(fields);
        match (members.next(), members.next()) {
            (Some((member, field)), None) => Some(Field { member, ty: field.ty.clone() }),
            _ => {
                let count = fields.len();
                let message =
                    format!("`transparent` needs exactly one field, `{case}` has {count}; wrap the error alone");
                errors.at(transparent, message);
                None
            }
        }
    }
}

fn error_type(value: &LitStr, errors: &Errors) -> String {
    let error_type = value.value();
    if error_type.is_empty() {
        errors.at(value, "an error type cannot be empty; write the name that Step Functions and EventBridge match on");
    }
    error_type
}

fn status(value: &LitInt, errors: &Errors) -> Option<u16> {
    let status =
        plain_integer(value).and_then(|status| status.try_into().ok()).filter(|status| STATUS.contains(status));
    if status.is_none() {
        errors.at(value, format!("`{value}` is not an HTTP status of an error; it is 400 to 599"));
    }
    status
}
