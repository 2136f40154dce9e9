//! The derive's input: a struct or an enum, and the `#[lambda(…)]` on it and on its variants.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, LitBool, LitInt, LitStr, Path};

use crate::args::{list, nearest};
use crate::errors::Errors;

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
    crate_path: Option<Path>,
    error_type: Option<String>,
    status: Option<u16>,
    retry: Option<bool>,
    transparent: Option<Span>,
    seen: Vec<String>,
}

const KEYS: [&str; 5] = ["error_type", "status", "retry", "transparent", "crate"];

/// HTTP's classes of errors: RFC 9110, sections 15.5 and 15.6.
const STATUS: std::ops::RangeInclusive<u16> = 400..=599;

pub(crate) fn error(input: TokenStream, errors: &Errors) -> Option<Error> {
    let input: DeriveInput = errors.ok(syn::parse2(input))?;
    let attrs = Attrs::parse(&input.attrs, errors);
    let crate_path = attrs.crate_path.clone().unwrap_or_else(|| syn::parse_quote!(::lambda_fn));
    let shape = match &input.data {
        Data::Struct(data) => Shape::Struct(Box::new(attrs.case(input.ident.clone(), &data.fields, errors))),
        Data::Enum(data) => {
            attrs.refuse_on_enum(&input.attrs, errors);
            let case = |variant: &syn::Variant| {
                let attrs = Attrs::parse(&variant.attrs, errors);
                if attrs.crate_path.is_some() {
                    errors.at(&variant.ident, "`crate` goes on the enum; move it there");
                }
                attrs.case(variant.ident.clone(), &variant.fields, errors)
            };
            Shape::Enum(data.variants.iter().map(case).collect())
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
    Some(Error { name: input.ident, generics: input.generics, crate_path, shape })
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
            errors.ok(attr.parse_nested_meta(|meta| parsed.key(&meta, errors)));
        }
        parsed
    }

    fn key(&mut self, meta: &ParseNestedMeta, errors: &Errors) -> syn::Result<()> {
        let key = meta.path.to_token_stream().to_string();
        if self.seen.contains(&key) {
            errors.at(&meta.path, format!("`{key}` is given twice; keep one"));
        }
        match key.as_str() {
            "error_type" => {
                let value: LitStr = value(meta, "a string", "error_type = \"OrderNotFound\"")?;
                if value.value().is_empty() {
                    errors.at(&value, "an error type cannot be empty; Step Functions and EventBridge match on it");
                }
                self.error_type = Some(value.value());
            }
            "status" => {
                let value: LitInt = value(meta, "an integer", "status = 404")?;
                match value.base10_parse() {
                    Ok(status) if STATUS.contains(&status) => self.status = Some(status),
                    _ => errors.at(&value, format!("`{value}` is not an HTTP status of an error; it is 400 to 599")),
                }
            }
            "retry" => {
                let value: LitBool = value(meta, "`true` or `false`", "retry = false")?;
                self.retry = Some(value.value);
            }
            "transparent" => {
                if !meta.input.is_empty() && !meta.input.peek(syn::Token![,]) {
                    return Err(meta.error("`transparent` takes no value; write `#[lambda(transparent)]`"));
                }
                self.transparent = Some(meta.path.segments[0].ident.span());
            }
            "crate" => {
                self.crate_path = Some(meta.value()?.call(Path::parse_mod_style)?);
            }
            unknown => {
                let remedy = match nearest(unknown, &KEYS) {
                    Some(key) => format!("did you mean `{key}`?"),
                    None => format!("the keys are {}", list(&KEYS)),
                };
                return Err(meta.error(format!("unknown key `{unknown}`; {remedy}")));
            }
        }
        self.seen.push(key);
        Ok(())
    }

    /// On an enum every variant speaks for itself.
    fn refuse_on_enum(&self, attrs: &[Attribute], errors: &Errors) {
        if let Some(key) = self.seen.iter().find(|key| *key != "crate")
            && let Some(attr) = attrs.iter().find(|attr| attr.path().is_ident("lambda"))
        {
            errors.at(attr, format!("`{key}` on an enum says nothing of its variants; put it on each variant"));
        }
    }

    fn case(&self, name: Ident, fields: &Fields, errors: &Errors) -> Case {
        let transparent = self.transparent.and_then(|span| {
            if let Some(other) = self.seen.iter().find(|key| !["transparent", "crate"].contains(&key.as_str())) {
                let message = format!("`transparent` takes `{other}` from the error within; remove one of the two");
                errors.push(syn::Error::new(span, message));
            }
            match fields.len() {
                1 => fields.members().zip(fields).next().map(|(member, field)| Field { member, ty: field.ty.clone() }),
                fields => {
                    let message =
                        format!("`transparent` needs exactly one field, `{name}` has {fields}; wrap the error alone");
                    errors.push(syn::Error::new(span, message));
                    None
                }
            }
        });
        Case { name, transparent, error_type: self.error_type.clone(), status: self.status, retry: self.retry }
    }
}

fn value<T: syn::parse::Parse>(meta: &ParseNestedMeta, takes: &str, example: &str) -> syn::Result<T> {
    let key = meta.path.to_token_stream().to_string();
    let remedy = format!("`{key}` takes {takes}; write `{example}`");
    let value = meta.value().map_err(|_| meta.error(&remedy))?;
    let span = value.span();
    value.parse().map_err(|_| syn::Error::new(span, remedy))
}
