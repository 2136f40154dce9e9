//! Which route takes a request.

#[cfg(test)]
mod tests;

use super::escapes::unescaped;
use super::kind::GatewayKind;

/// The route for whatever no other one takes.
pub(super) const DEFAULT: &str = "$default";
/// The keys of a WebSocket API for the beginning and the end of a connection.
pub(super) const CONNECT: &str = "$connect";
pub(super) const DISCONNECT: &str = "$disconnect";
const ANY: &str = "ANY";

#[derive(Debug)]
pub(super) struct Routes {
    kind: GatewayKind,
    routes: Vec<Route>,
}

/// `GET /users/{id}`
#[derive(Debug)]
struct Route {
    key: String,
    method: String,
    path: String,
}

/// The route of a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Routed<'a> {
    /// As the description has it.
    pub(super) key: &'a str,
    /// Its path; `None` for `$default`.
    pub(super) resource: Option<&'a str>,
    /// The parts of the path that its variables stand for, with their escapes.
    pub(super) parameters: Vec<(&'a str, &'a str)>,
}

/// A segment of a route's path, the more specific first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'a> {
    Text(&'a str),
    Variable(&'a str),
    /// `{proxy+}`: takes all segments that are left.
    Greedy(&'a str),
}

impl Routes {
    /// The routes of a description; without any, every path and method.
    pub(super) fn new(kind: GatewayKind, described: &[String]) -> Self {
        let keys: Vec<&str> = match (kind, described) {
            (GatewayKind::FunctionUrl | GatewayKind::Alb { .. } | GatewayKind::VpcLattice, _)
            | (GatewayKind::HttpApi, []) => {
                vec![DEFAULT]
            }
            (GatewayKind::WebSocket, []) => vec![CONNECT, DISCONNECT, DEFAULT],
            (GatewayKind::HttpApi | GatewayKind::WebSocket, described) => {
                described.iter().map(String::as_str).collect()
            }
            // a REST API has no default route; the root, and the one below it, are what takes everything
            (GatewayKind::RestApi, []) => vec!["ANY /", "ANY /{proxy+}"],
            (GatewayKind::RestApi, described) => described
                .iter()
                .flat_map(|key| match key.as_str() {
                    DEFAULT => vec!["ANY /", "ANY /{proxy+}"],
                    key => vec![key],
                })
                .collect(),
        };
        Self { kind, routes: keys.into_iter().map(Route::new).collect() }
    }

    /// The route that takes a request, if there is one.
    pub(super) fn find<'a>(&'a self, method: &str, path: &'a str) -> Option<Routed<'a>> {
        match self.kind {
            GatewayKind::RestApi => self.of_rest_api(method, path),
            GatewayKind::HttpApi | GatewayKind::FunctionUrl | GatewayKind::Alb { .. } | GatewayKind::VpcLattice => {
                self.of_http_api(method, path)
            }
            GatewayKind::WebSocket => self.of_key(CONNECT),
        }
    }

    /// The route of a WebSocket API that has this key.
    pub(super) fn of_key(&self, key: &str) -> Option<Routed<'_>> {
        let route = self.routes.iter().find(|route| route.key == key)?;
        Some(Routed { key: &route.key, resource: None, parameters: Vec::new() })
    }

    /// API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway": a full match for route and method, then
    /// one with a greedy variable, then `$default`.
    fn of_http_api<'a>(&'a self, method: &str, path: &'a str) -> Option<Routed<'a>> {
        let matching = self.routes.iter().filter(|route| route.takes(method) && !route.is_default());
        let matching = matching.filter_map(|route| Some((route, route.parameters(path)?)));
        let most_specific = matching.min_by_key(|(route, _)| (route.is_greedy(), route.specificity(), route.is_any()));
        let default = || self.routes.iter().find(|route| route.is_default()).map(|route| (route, Vec::new()));
        most_specific.or_else(default).map(Routed::new)
    }

    /// The path alone chooses the resource; where that has no such method, no other resource is tried. A slash at the end
    /// does not matter. API Gateway's guides are silent on both: this is what has been seen of it.
    fn of_rest_api<'a>(&'a self, method: &str, path: &'a str) -> Option<Routed<'a>> {
        let path = match path.trim_end_matches('/') {
            "" => "/",
            path => path,
        };
        let matching = || self.routes.iter().filter_map(|route| Some((route, route.parameters(path)?)));
        let (resource, _) = matching().min_by_key(|(route, _)| route.specificity())?;
        let resource = resource.specificity();
        let methods = matching().filter(|(route, _)| route.specificity() == resource && route.takes(method));
        methods.min_by_key(|(route, _)| route.is_any()).map(Routed::new)
    }
}

/// The method and path of a request that the function has a route for, whether the gateway looks at routes or not: a `GET`
/// where there is one.
pub(super) fn example(described: &[String]) -> (String, String) {
    const GET: &str = "GET";
    let everything = Route::new(DEFAULT);
    let routes: Vec<_> = described.iter().map(|key| Route::new(key)).collect();
    let route = routes.iter().find(|route| route.takes(GET)).or(routes.first()).unwrap_or(&everything);
    let filled = segments(&route.path).map(|segment| match segment {
        Segment::Text(text) => text,
        Segment::Variable(_) | Segment::Greedy(_) => "1",
    });
    let path = format!("/{}", filled.collect::<Vec<_>>().join("/"));
    (if route.takes(GET) { GET.to_owned() } else { route.method.clone() }, path)
}

impl Route {
    fn new(key: &str) -> Self {
        let (method, path) = match key.split_once(' ') {
            _ if key == DEFAULT => (ANY, "/"),
            Some((method, path)) => (method, path),
            None => (ANY, key),
        };
        Self { key: key.to_owned(), method: method.to_owned(), path: path.to_owned() }
    }

    fn is_default(&self) -> bool {
        self.key == DEFAULT
    }

    fn is_any(&self) -> bool {
        self.method == ANY
    }

    fn takes(&self, method: &str) -> bool {
        self.is_any() || self.method == method
    }

    fn is_greedy(&self) -> bool {
        segments(&self.path).any(|segment| matches!(segment, Segment::Greedy(_)))
    }

    /// From its first segment on, text comes before a variable, and that before one that takes everything.
    fn specificity(&self) -> Vec<u8> {
        let of = |segment| match segment {
            Segment::Text(_) => 0,
            Segment::Variable(_) => 1,
            Segment::Greedy(_) => 2,
        };
        segments(&self.path).map(of).collect()
    }

    /// What the variables stand for where the route takes this path.
    fn parameters<'a>(&'a self, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let mut parameters = Vec::new();
        let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
        for segment in segments(&self.path) {
            let left = rest?;
            let (part, behind) = left.split_once('/').map_or((left, None), |(part, behind)| (part, Some(behind)));
            match segment {
                Segment::Text(text) if text == part || text == unescaped(part) => rest = behind,
                Segment::Variable(name) if !part.is_empty() => {
                    parameters.push((name, part));
                    rest = behind;
                }
                Segment::Greedy(name) if !left.is_empty() => {
                    parameters.push((name, left));
                    rest = None;
                }
                _ => return None,
            }
        }
        rest.is_none().then_some(parameters)
    }
}

impl<'a> Routed<'a> {
    /// Of what no route is needed for.
    #[cfg(feature = "http")]
    pub(super) fn nowhere(key: &'a str) -> Self {
        Self { key, resource: None, parameters: Vec::new() }
    }

    fn new((route, parameters): (&'a Route, Vec<(&'a str, &'a str)>)) -> Self {
        let resource = (!route.is_default()).then_some(route.path.as_str());
        Self { key: &route.key, resource, parameters }
    }
}

fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    path.strip_prefix('/').unwrap_or(path).split('/').map(|segment| {
        let variable = segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}'));
        match variable.map(|name| (name, name.strip_suffix('+'))) {
            Some((_, Some(name))) => Segment::Greedy(name),
            Some((name, None)) => Segment::Variable(name),
            None => Segment::Text(segment),
        }
    })
}
