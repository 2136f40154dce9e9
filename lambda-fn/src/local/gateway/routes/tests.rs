use super::*;

fn routes(kind: GatewayKind, keys: &[&str]) -> Routes {
    Routes::new(kind, &keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
}

/// A request, the route that takes it, and what its variables stand for.
type Case<'a> = (&'a str, Option<&'a str>, &'a [(&'a str, &'a str)]);

#[track_caller]
fn taken(routes: &Routes, cases: &[Case<'_>]) {
    for (request, expected, parameters) in cases {
        let (method, path) = request.split_once(' ').unwrap();
        let found = routes.find(method, path);
        assert_eq!(found.as_ref().map(|routed| routed.key), *expected, "{request}");
        assert_eq!(found.map(|routed| routed.parameters).unwrap_or_default(), *parameters, "{request}");
    }
}

/// API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway": the routes and requests of its own table.
#[test]
fn an_http_api_chooses_as_its_guide_says() {
    let keys = ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"];
    let cases: [(&str, Option<&str>, &[_]); 5] = [
        ("GET /pets/dog/1", Some("GET /pets/dog/1"), &[]),
        ("GET /pets/dog/2", Some("GET /pets/dog/{id}"), &[("id", "2")]),
        ("GET /pets/cat/1", Some("GET /pets/{proxy+}"), &[("proxy", "cat/1")]),
        ("POST /test/5", Some("ANY /{proxy+}"), &[("proxy", "test/5")]),
        ("POST /", Some("$default"), &[]),
    ];
    taken(&routes(GatewayKind::HttpApi, &keys), &cases);
    let backwards: Vec<_> = keys.into_iter().rev().collect();
    taken(&routes(GatewayKind::HttpApi, &backwards), &cases);
}

#[test]
fn a_method_comes_before_any_and_a_full_match_before_a_greedy_one() {
    let keys = ["ANY /a", "GET /a", "POST /a/{proxy+}", "ANY /{x}/{y}", "GET /{x}/b", "GET /a/{y}", "PUT /{proxy+}"];
    taken(
        &routes(GatewayKind::HttpApi, &keys),
        &[
            ("GET /a", Some("GET /a"), &[]),
            ("PATCH /a", Some("ANY /a"), &[]),
            ("GET /a/b", Some("GET /a/{y}"), &[("y", "b")]),
            ("GET /c/b", Some("GET /{x}/b"), &[("x", "c")]),
            ("POST /a/b", Some("ANY /{x}/{y}"), &[("x", "a"), ("y", "b")]),
            ("POST /a/b/c", Some("POST /a/{proxy+}"), &[("proxy", "b/c")]),
            ("PUT /a/b/c", Some("PUT /{proxy+}"), &[("proxy", "a/b/c")]),
            ("GET /a/b/c", None, &[]),
            ("get /a/b/c", None, &[]),
        ],
    );
}

#[test]
fn paths_are_taken_segment_by_segment() {
    let keys = ["GET /users/{id}", "GET /caf\u{e9}/a b", "GET /", "GET /dir/"];
    taken(
        &routes(GatewayKind::HttpApi, &keys),
        &[
            ("GET /users/a%20b%2Fc", Some("GET /users/{id}"), &[("id", "a%20b%2Fc")]),
            ("GET /users/../etc", None, &[]),
            ("GET /users/", None, &[]),
            ("GET /users/1/", None, &[]),
            ("GET /users", None, &[]),
            ("GET /Users/1", None, &[]),
            ("GET //users/1", None, &[]),
            ("GET /caf%C3%A9/a%20b", Some("GET /caf\u{e9}/a b"), &[]),
            ("GET /dir/", Some("GET /dir/"), &[]),
            ("GET /dir", None, &[]),
            ("GET /", Some("GET /"), &[]),
            ("OPTIONS *", None, &[]),
        ],
    );
}

/// In a REST API the path alone chooses the resource.
#[test]
fn a_rest_api_does_not_look_for_the_method_elsewhere() {
    let keys = ["GET /users", "POST /users/{id}", "ANY /users/{id}", "GET /users/me", "ANY /{proxy+}"];
    taken(
        &routes(GatewayKind::RestApi, &keys),
        &[
            ("GET /users", Some("GET /users"), &[]),
            ("GET /users/", Some("GET /users"), &[]),
            ("POST /users", None, &[]),
            ("POST /users/1", Some("POST /users/{id}"), &[("id", "1")]),
            ("PUT /users/1", Some("ANY /users/{id}"), &[("id", "1")]),
            ("GET /users/me", Some("GET /users/me"), &[]),
            ("PUT /users/me", None, &[]),
            ("PUT /users/1/files", Some("ANY /{proxy+}"), &[("proxy", "users/1/files")]),
            ("GET /", None, &[]),
        ],
    );
}

#[test]
fn without_routes_everything_is_taken() {
    for kind in [GatewayKind::HttpApi, GatewayKind::FunctionUrl, GatewayKind::ALB] {
        taken(&routes(kind, &[]), &[("GET /", Some("$default"), &[]), ("PURGE /a/b", Some("$default"), &[])]);
    }
    let expected: [(&str, Option<&str>, &[_]); 2] =
        [("GET /", Some("ANY /"), &[]), ("PURGE /a/b", Some("ANY /{proxy+}"), &[("proxy", "a/b")])];
    taken(&routes(GatewayKind::RestApi, &[]), &expected);
    taken(&routes(GatewayKind::RestApi, &["$default"]), &expected);
}

/// A function URL and a load balancer have no routes: every request is the function's.
#[test]
fn routes_are_api_gateway_s_alone() {
    for kind in [GatewayKind::FunctionUrl, GatewayKind::ALB] {
        taken(&routes(kind, &["GET /users"]), &[("POST /elsewhere", Some("$default"), &[])]);
    }
}

/// What a browser is invited to open.
#[test]
fn an_example_is_a_path_that_some_route_takes() {
    let cases: [(&[&str], &str, &str); 6] = [
        (&[], "GET", "/"),
        (&["GET /users/{id}"], "GET", "/users/1"),
        (&["POST /users", "ANY /files/{proxy+}"], "GET", "/files/1"),
        (&["GET /users", "$default"], "GET", "/users"),
        (&["GET /"], "GET", "/"),
        (&["POST /users", "PUT /users"], "POST", "/users"),
    ];
    for (keys, method, path) in cases {
        let described: Vec<_> = keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(example(&described), (method.to_owned(), path.to_owned()), "{keys:?}");
        for kind in [GatewayKind::HttpApi, GatewayKind::RestApi] {
            assert!(routes(kind, keys).find(method, path).is_some(), "{keys:?}");
        }
    }
}
