//! The keys within `http(…)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Path, Token};

use crate::errors::Errors;
use crate::grammar::{Arg, Argument};

#[derive(Default)]
pub(crate) struct HttpArgs {
    pub(crate) route: Option<Arg<LitStr>>,
    pub(crate) routes: Option<Arg<Routes>>,
    pub(crate) kind: Option<Arg<LitStr>>,
    pub(crate) stream: Option<Arg<()>>,
    pub(crate) layers: Option<Arg<Path>>,
}

/// `routes = ["GET /users", "POST /users"]`
pub(crate) struct Routes {
    pub(crate) routes: Vec<LitStr>,
    tokens: TokenStream,
}

impl HttpArgs {
    /// The key is one of [`Kind::Http`](crate::trigger::Kind::Http).
    pub(crate) fn read(&mut self, argument: Argument, errors: &Errors) {
        match argument.key.to_string().as_str() {
            "route" => argument.literal(&mut self.route, "a string", "route = \"GET /users\"", errors),
            "routes" => {
                let example = "routes = [\"GET /users\", \"POST /users\"]";
                argument.literal(&mut self.routes, "strings in brackets", example, errors);
            }
            "kind" => argument.literal(&mut self.kind, "a string", "kind = \"rest-api\"", errors),
            "stream" => argument.alone(&mut self.stream, "http(stream)", errors),
            _ => argument.path(&mut self.layers, "layers = my_layers", errors),
        }
    }
}

impl Parse for Routes {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let tokens = input.fork().parse()?;
        let routes;
        syn::bracketed!(routes in input);
        let routes = Punctuated::<LitStr, Token![,]>::parse_terminated(&routes)?;
        Ok(Self { routes: routes.into_iter().collect(), tokens })
    }
}

impl ToTokens for Routes {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}
