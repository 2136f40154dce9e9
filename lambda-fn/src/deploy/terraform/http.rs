//! HTTP: an HTTP API or a function URL as a whole, for the others the permission and what is left to do.

use super::block::{Block, quoted, reference};
use super::events::permission;
use super::{Module, output};
use crate::trigger::{Http, HttpKind};

pub(super) fn http(http: &Http, name: &str, module: &mut Module) {
    match http.kind {
        Some(HttpKind::FunctionUrl) => function_url(http, name, module),
        None if http.stream => function_url(http, name, module),
        None | Some(HttpKind::HttpApi | HttpKind::Any) => http_api(http, name, module),
        Some(HttpKind::RestApi) => by_hand(name, "apigateway.amazonaws.com", "a REST API", module),
        Some(HttpKind::WebSocket) => by_hand(name, "apigateway.amazonaws.com", "a WebSocket API", module),
        Some(HttpKind::Alb) => {
            by_hand(name, "elasticloadbalancing.amazonaws.com", "a target group of the load balancer", module);
        }
        Some(HttpKind::VpcLattice) => {
            by_hand(name, "vpc-lattice.amazonaws.com", "a target group of VPC Lattice", module);
        }
    }
}

fn function_url(http: &Http, name: &str, module: &mut Module) {
    let url = Block::new("resource", &["aws_lambda_function_url", name])
        .set("function_name", reference("aws_lambda_function.function.function_name"))
        .set("authorization_type", "\"AWS_IAM\" # `NONE` lets everybody call it")
        .set_if("invoke_mode", http.stream.then(|| quoted("RESPONSE_STREAM")));
    module.blocks.push(url);
    module.blocks.push(output(name, "url", format!("aws_lambda_function_url.{name}.function_url")));
}

fn http_api(http: &Http, name: &str, module: &mut Module) {
    let api = Block::new("resource", &["aws_apigatewayv2_api", name])
        .set("name", reference("aws_lambda_function.function.function_name"))
        .set("protocol_type", quoted("HTTP"));
    let integration = Block::new("resource", &["aws_apigatewayv2_integration", name])
        .set("api_id", format!("aws_apigatewayv2_api.{name}.id"))
        .set("integration_type", quoted("AWS_PROXY"))
        .set("integration_uri", reference("aws_lambda_function.function.invoke_arn"))
        .set("payload_format_version", quoted("2.0"));
    module.blocks.extend([api, integration]);
    let routes = if http.routes.is_empty() { &["$default"][..] } else { http.routes };
    for (number, route) in routes.iter().enumerate() {
        let block = Block::new("resource", &["aws_apigatewayv2_route", &format!("{name}_{}", number + 1)])
            .set("api_id", format!("aws_apigatewayv2_api.{name}.id"))
            .set("route_key", quoted(route))
            .set("target", format!("\"integrations/${{aws_apigatewayv2_integration.{name}.id}}\""));
        module.blocks.push(block);
    }
    let stage = Block::new("resource", &["aws_apigatewayv2_stage", name])
        .set("api_id", format!("aws_apigatewayv2_api.{name}.id"))
        .set("name", quoted("$default"))
        .set("auto_deploy", "true");
    module.blocks.push(stage);
    let source = format!("\"${{aws_apigatewayv2_api.{name}.execution_arn}}/*\"");
    module.blocks.push(permission(name, "apigateway.amazonaws.com", Some(source)));
    module.blocks.push(output(name, "url", format!("aws_apigatewayv2_api.{name}.api_endpoint")));
}

/// What calls the function is wired by whoever has it.
fn by_hand(name: &str, principal: &str, what: &str, module: &mut Module) {
    let permission = permission(name, principal, None);
    module.blocks.push(permission.note(format!("The function is for {what}: name the output below there.")));
    let value = match principal {
        "apigateway.amazonaws.com" => "aws_lambda_function.function.invoke_arn",
        _ => "aws_lambda_function.function.arn",
    };
    module.blocks.push(output(name, "invoke_arn", reference(value)));
}
