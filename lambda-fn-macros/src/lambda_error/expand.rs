//! The only place that writes the derive's output. It cannot fail.

use proc_macro2::TokenStream;
use quote::format_ident;
use syn::ext::IdentExt;

use super::parse::{Case, Error, Shape};
use crate::span::{Place, code};

pub(crate) fn error(error: &Error) -> TokenStream {
    let Error { crate_path: krate, .. } = error;
    let error_type = method(error, |case| case.error_type(krate));
    let status = method(error, |case| case.status(krate));
    let retry = method(error, |case| case.retry(krate));
    let response = (crate::HTTP && error.has_status()).then(|| response(error));
    let implementation = implementation(
        error,
        &code! {
            fn error_type(&self) -> &str {
                #error_type
            }

            fn status(&self) -> u16 {
                #status
            }

            fn retry(&self) -> bool {
                #retry
            }
        },
    );
    code!(#implementation #response)
}

/// An error with a status is a response too.
fn response(error: &Error) -> TokenStream {
    let Error { name, generics, crate_path: krate, .. } = error;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    code! {
        #[automatically_derived]
        impl #impl_generics #krate::http::IntoResponse for #name #ty_generics #where_clause {
            fn into_response(self) -> #krate::http::Response {
                #krate::__private::error_response(&self)
            }
        }
    }
}

/// An empty implementation beside the errors, so that the user reads of the mistake alone.
pub(crate) fn broken(error: Option<&Error>, errors: Option<&TokenStream>) -> TokenStream {
    let implementation = error.map(|error| {
        implementation(
            error,
            &code!(
                fn error_type(&self) -> &str {
                    ""
                }
            ),
        )
    });
    code!(#errors #implementation)
}

fn implementation(error: &Error, methods: &TokenStream) -> TokenStream {
    let Error { name, generics, crate_path: krate, .. } = error;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    code! {
        #[automatically_derived]
        impl #impl_generics #krate::LambdaError for #name #ty_generics #where_clause {
            #methods
        }
    }
}

fn method(error: &Error, answer: impl Fn(&Case) -> TokenStream) -> TokenStream {
    match &error.shape {
        Shape::Struct(case) => match &case.transparent {
            Some(field) => {
                let member = &field.member;
                let answer = answer(case);
                code!(let error = &self.#member; #answer)
            }
            None => answer(case),
        },
        Shape::Enum(cases) if cases.is_empty() => code!(match *self {}),
        Shape::Enum(cases) => {
            let arms = cases.iter().map(|case| {
                let name = &case.name;
                let fields = case.transparent.as_ref().map(|field| &field.member);
                let pattern = match fields {
                    Some(member) => code!({ #member: error }),
                    None => code!({ .. }),
                };
                let answer = answer(case);
                code!(Self::#name #pattern => #answer)
            });
            code!(match self { #(#arms,)* })
        }
    }
}

impl Case {
    fn error_type(&self, krate: &syn::Path) -> TokenStream {
        self.within(krate, "error_type").unwrap_or_else(|| {
            let error_type = self.error_type.clone().unwrap_or_else(|| self.name.unraw().to_string());
            code!(#error_type)
        })
    }

    fn status(&self, krate: &syn::Path) -> TokenStream {
        self.within(krate, "status").unwrap_or_else(|| {
            let status = proc_macro2::Literal::u16_unsuffixed(self.status.unwrap_or(500));
            code!(#status)
        })
    }

    fn retry(&self, krate: &syn::Path) -> TokenStream {
        self.within(krate, "retry").unwrap_or_else(|| {
            let retry = self.retry.unwrap_or(true);
            code!(#retry)
        })
    }

    /// The answer of the error within, for a transparent case.
    fn within(&self, krate: &syn::Path, method: &str) -> Option<TokenStream> {
        let field = self.transparent.as_ref()?;
        let method = format_ident!("{method}");
        Some(Place::of(&field.ty).start().tokens(&code!(#krate::LambdaError::#method(error))))
    }
}
