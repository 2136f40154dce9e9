//! HTTP requests: through API Gateway and function URLs as SAM has them, through others as plain resources.

use super::names::logical_id;
use super::parts::{Parts, claim};
use crate::deploy::node::{Entry, Node};
use crate::trigger::{Http, HttpKind};

pub(crate) fn add(http: &Http, parts: &mut Parts) {
    match http.kind {
        Some(HttpKind::FunctionUrl) => function_url(http, parts),
        // an HTTP API waits for the whole response; AWS sends both the same events
        None if http.stream => function_url(http, parts),
        None | Some(HttpKind::HttpApi | HttpKind::Any) => http_api(http, parts),
        Some(HttpKind::RestApi) => rest_api(http, parts),
        Some(HttpKind::Alb) => load_balancer(parts),
        Some(HttpKind::WebSocket) => web_socket(http, parts),
        Some(HttpKind::VpcLattice) => vpc_lattice(parts),
    }
}

fn function_url(http: &Http, parts: &mut Parts) {
    let auth = Entry::text("AuthType", "AWS_IAM").initial();
    let mut config = vec![auth.comment("`NONE` lets everybody call it")];
    if http.stream {
        config.push(Entry::text("InvokeMode", "RESPONSE_STREAM"));
    }
    parts.properties.push(Entry::map("FunctionUrlConfig", config));
    output(parts, Url::Function);
}

/// One event for each route; without any SAM makes the route `$default`.
fn http_api(http: &Http, parts: &mut Parts) {
    let routes = http.routes.iter().filter(|route| **route != "$default").map(|route| split(route));
    let routes: Vec<_> = routes.collect();
    for (method, path) in &routes {
        parts.event(&name(method, path), "HttpApi", route(method, path).to_vec());
    }
    if routes.is_empty() || http.routes.contains(&"$default") {
        parts.event("EveryRequest", "HttpApi", vec![]);
    }
    output(parts, Url::Http);
}

fn rest_api(http: &Http, parts: &mut Parts) {
    for (method, path) in rest_routes(http.routes) {
        let mut properties = route(method, path).map(|entry| entry.claim(claim(!http.routes.is_empty()))).to_vec();
        if http.stream {
            properties.push(Entry::text("ResponseTransferMode", "RESPONSE_STREAM"));
        }
        parts.event(&name(method, path), "Api", properties);
    }
    parts.binary = true;
    output(parts, Url::Rest);
}

/// A REST API knows no `$default`: every path is the first one and all that are below it.
fn rest_routes<'a>(routes: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut all = Vec::new();
    let given = if routes.is_empty() { &["$default"] } else { routes };
    for route in given.iter().map(|route| split(route)) {
        let expanded = match route {
            (method, "$default") => vec![(method, "/"), (method, "/{proxy+}")],
            route => vec![route],
        };
        for route in expanded {
            if !all.contains(&route) {
                all.push(route);
            }
        }
    }
    all
}

fn split(route: &str) -> (&str, &str) {
    let (method, path) = route.split_once(' ').unwrap_or(("ANY", route));
    (method, path.trim_start())
}

fn route(method: &str, path: &str) -> [Entry; 2] {
    [Entry::text("Path", path), Entry::text("Method", method)]
}

/// `GET /users/{id}` as `GetUsersId`.
fn name(method: &str, path: &str) -> String {
    format!("{}{}", logical_id(&method.to_ascii_lowercase()), logical_id(path))
}

fn load_balancer(parts: &mut Parts) {
    let permission = permission(parts, "LoadBalancer", "elasticloadbalancing.amazonaws.com", None);
    let name = format!("{}TargetGroup", parts.function);
    let target = Node::map([Entry::new("Id", Node::attribute(&parts.function, "Arn"))]);
    let properties =
        vec![Entry::text("TargetType", "lambda").initial(), Entry::new("Targets", Node::List(vec![target])).initial()];
    let after = vec![Entry::text("DependsOn", permission).initial()];
    let name = parts.resource(&name, "AWS::ElasticLoadBalancingV2::TargetGroup", after, properties);
    parts.note([format!("A rule of the load balancer's listener has to forward to `{name}`.")]);
}

fn vpc_lattice(parts: &mut Parts) {
    let permission = permission(parts, "Lattice", "vpc-lattice.amazonaws.com", None);
    let name = format!("{}LatticeTargetGroup", parts.function);
    let target = Node::map([Entry::new("Id", Node::attribute(&parts.function, "Arn"))]);
    let properties = vec![
        Entry::text("Type", "LAMBDA").initial(),
        Entry::map("Config", [Entry::text("LambdaEventStructureVersion", "V2").initial()]),
        Entry::new("Targets", Node::List(vec![target])).initial(),
    ];
    let after = vec![Entry::text("DependsOn", permission).initial()];
    let name = parts.resource(&name, "AWS::VpcLattice::TargetGroup", after, properties);
    parts.note([format!("A listener of the VPC Lattice service has to forward to `{name}`.")]);
}

/// The API, its integration with the function, its routes and a stage.
fn web_socket(http: &Http, parts: &mut Parts) {
    let function = parts.function.clone();
    let api = format!("{function}WebSocketApi");
    let properties = vec![
        Entry::text("Name", parts.name).initial(),
        Entry::text("ProtocolType", "WEBSOCKET").initial(),
        // what API Gateway's console proposes
        Entry::text("RouteSelectionExpression", "$request.body.action").initial(),
    ];
    let api = parts.resource(&api, "AWS::ApiGatewayV2::Api", vec![], properties);
    let uri = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{function}.Arn}}/invocations"
    );
    let properties = vec![
        Entry::new("ApiId", Node::reference(&api)).initial(),
        Entry::text("IntegrationType", "AWS_PROXY").initial(),
        Entry::new("IntegrationUri", Node::substituted(uri)).initial(),
    ];
    let integration =
        parts.resource(&format!("{api}Integration"), "AWS::ApiGatewayV2::Integration", vec![], properties);
    let usual = ["$connect", "$disconnect", "$default"];
    let routes = if http.routes.is_empty() { &usual[..] } else { http.routes };
    let named = claim(!http.routes.is_empty());
    for key in routes {
        let properties = vec![
            Entry::new("ApiId", Node::reference(&api)).initial(),
            Entry::text("RouteKey", *key).claim(named),
            Entry::new("Target", Node::substituted(format!("integrations/${{{integration}}}"))).initial(),
        ];
        parts.resource(&format!("{api}{}Route", logical_id(key)), "AWS::ApiGatewayV2::Route", vec![], properties);
    }
    let properties = vec![
        Entry::new("ApiId", Node::reference(&api)).initial(),
        Entry::text("StageName", "prod").initial(),
        Entry::new("AutoDeploy", Node::number(true)).initial(),
    ];
    parts.resource(&format!("{api}Stage"), "AWS::ApiGatewayV2::Stage", vec![], properties);
    let source = format!("arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{api}}}/*");
    permission(parts, "WebSocket", "apigateway.amazonaws.com", Some(Node::substituted(source)));
    output(parts, Url::WebSocket);
}

fn permission(parts: &mut Parts, kind: &str, principal: &str, source: Option<Node>) -> String {
    let mut properties = vec![
        Entry::text("Action", "lambda:InvokeFunction").initial(),
        Entry::new("FunctionName", Node::attribute(&parts.function, "Arn")).initial(),
        Entry::text("Principal", principal).initial(),
    ];
    properties.extend(source.map(|source| Entry::new("SourceArn", source).initial()));
    let name = format!("{}{kind}Permission", parts.function);
    parts.resource(&name, "AWS::Lambda::Permission", vec![], properties)
}

/// The output of a function's URL, which follows its kind as long as it is one of those that the code writes.
fn output(parts: &mut Parts, kind: Url) {
    let name = format!("{}Url", parts.function);
    if parts.outputs.iter().all(|output| output.key != name) {
        parts.outputs.push(super::parts::output(name, kind.description(parts.name), kind.value(&parts.function)));
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Url {
    Function,
    Http,
    Rest,
    WebSocket,
}

impl Url {
    pub(crate) const ALL: [Self; 4] = [Self::Function, Self::Http, Self::Rest, Self::WebSocket];

    pub(crate) fn description(self, name: &str) -> String {
        let what = match self {
            Self::Function => "",
            Self::Http => "the HTTP API of ",
            Self::Rest => "the REST API of ",
            Self::WebSocket => "the WebSocket API of ",
        };
        format!("The URL of {what}{name}")
    }

    /// Of the function with this resource.
    pub(crate) fn value(self, function: &str) -> Node {
        let host = "execute-api.${AWS::Region}.${AWS::URLSuffix}";
        match self {
            // the name that SAM gives to the resource of the URL
            Self::Function => Node::attribute(&format!("{function}Url"), "FunctionUrl"),
            Self::Http => Node::substituted(format!("https://${{ServerlessHttpApi}}.{host}/")),
            Self::Rest => Node::substituted(format!("https://${{ServerlessRestApi}}.{host}/Prod/")),
            Self::WebSocket => {
                let api = format!("{function}WebSocketApi");
                Node::substituted(format!("wss://${{{api}}}.{host}/${{{api}Stage}}"))
            }
        }
    }
}
