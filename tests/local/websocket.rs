//! A WebSocket API: connect, message and disconnect routes, and the management endpoint, with a client of others.

use std::io::Write;
use std::net::{TcpListener, TcpStream};

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};
use tests::DEADLINE;
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::HandshakeError;
use tungstenite::protocol::CloseFrame;
use tungstenite::{Error, Message, WebSocket};

use crate::eventually;
use crate::http::{get, post, request};
use crate::http_events::{differences, sample};

pub(crate) const FUNCTION: &str = env!("CARGO_BIN_EXE_fixture-websocket");

pub(crate) type Client = WebSocket<TcpStream>;

/// A connection, or the status with which it is refused.
pub(crate) fn connect(function: &LocalLambda, header: Option<(&'static str, &str)>) -> Result<Client, u16> {
    let stream = TcpStream::connect(function.address()).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let mut request = format!("ws://{}/?room=1", function.address()).into_client_request().unwrap();
    if let Some((name, value)) = header {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    match tungstenite::client(request, stream) {
        Ok((client, _)) => Ok(client),
        Err(HandshakeError::Failure(Error::Http(response))) => Err(response.status().as_u16()),
        Err(error) => panic!("neither accepted nor refused: {error}"),
    }
}

fn open(function: &LocalLambda) -> Client {
    connect(function, None).unwrap()
}

#[track_caller]
pub(crate) fn read(client: &mut Client) -> Value {
    let message = client.read().unwrap();
    serde_json::from_str(message.to_text().unwrap()).unwrap_or_else(|_| panic!("no JSON: {message}"))
}

fn say(client: &mut Client, message: &Value) {
    client.send(Message::text(message.to_string())).unwrap();
}

/// The code with which the other end closes.
#[track_caller]
fn closed(client: &mut Client) -> u16 {
    loop {
        match client.read().unwrap() {
            Message::Close(Some(CloseFrame { code, .. })) => return code.into(),
            Message::Close(None) => panic!("no code"),
            _ => {}
        }
    }
}

/// How often the function has logged this.
fn logged(function: &LocalLambda, message: &str) -> usize {
    function.logs().iter().filter(|line| line.message == message).count()
}

/// The path of the connection at the management endpoint.
pub(crate) fn management(client: &mut Client) -> String {
    say(client, &json!({ "action": "context" }));
    format!("/@connections/{}", read(client)["connectionId"].as_str().unwrap().replace('=', "%3D"))
}

#[test]
fn a_conversation_from_connect_to_disconnect() {
    let function = LocalLambda::spawn(FUNCTION);
    let mut client = open(&function);
    for message in ["plain text", "{\"action\":\"unknown\"}", "[1]", "ü"] {
        client.send(Message::text(message)).unwrap();
        assert_eq!(read(&mut client), json!({ "echo": message }));
    }
    client.close(None).unwrap();
    while client.read().is_ok() {}
    // the next connection is served by the same process, behind the end of the first
    let mut other = open(&function);
    say(&mut other, &json!(1));
    assert_eq!(read(&mut other), json!({ "echo": "1" }));
    eventually(|| logged(&function, "posted") == 5);
    eventually(|| logged(&function, "gone") == 1);
    assert!(function.exits().is_empty());
}

#[test]
fn routes_are_chosen_by_action_and_events_have_the_keys_of_real_ones() {
    let function = LocalLambda::spawn(FUNCTION);
    let mut client = open(&function);
    say(&mut client, &json!({ "action": "context", "data": 1 }));
    let context = read(&mut client);
    assert_eq!((&context["routeKey"], &context["eventType"]), (&json!("context"), &json!("MESSAGE")));
    assert_eq!((&context["stage"], &context["domainName"]), (&json!("local"), &json!(function.address().to_string())));
    // which an API key, a browser and a message bring
    let allowed = ["apiKey", "apiKeyId", "userAgent", "messageId"];
    let real = &sample("apigw-websocket-request-without-method")["requestContext"];
    assert_eq!(differences("", &context, real, &allowed), [""; 0], "{context}\n{real}");
}

#[test]
fn a_handler_that_refuses_refuses_the_upgrade() {
    let function = LocalLambda::spawn(FUNCTION);
    assert_eq!(connect(&function, Some(("x-ticket", "forged"))).err(), Some(403));
    let plain = get(function.address(), "/");
    assert_eq!((plain.status, plain.headers["upgrade"].as_str()), (426, "websocket"));
    assert!(connect(&function, Some(("x-ticket", "bought"))).is_ok());
    eventually(|| logged(&function, "gone") > 0);
    assert_eq!(logged(&function, "gone"), 1, "of the one that was connected");
}

#[test]
fn a_protocol_is_the_one_that_the_handler_chooses() {
    let function = LocalLambda::spawn(FUNCTION);
    let stream = TcpStream::connect(function.address()).unwrap();
    let mut request = format!("ws://{}/", function.address()).into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "other, chat".parse().unwrap());
    let (_, response) = tungstenite::client(request, stream).unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "chat");
}

#[test]
fn the_management_endpoint_posts_inspects_and_closes() {
    let function = LocalLambda::spawn(FUNCTION);
    let address = function.address();
    let mut client = open(&function);
    let path = management(&mut client);

    assert_eq!(post(address, &path, &[], "{\"from\":\"outside\"}").status, 200);
    assert_eq!(read(&mut client), json!({ "from": "outside" }));
    assert_eq!(post(address, &path, &[], vec![b' '; 128 * 1024 + 1]).status, 413);
    assert_eq!(post(address, &format!("/local{path}"), &[], "1").status, 200);
    assert_eq!(read(&mut client), 1);

    let info = get(address, &path).json();
    assert_eq!(info["identity"]["sourceIp"], "127.0.0.1");
    for time in ["connectedAt", "lastActiveAt"] {
        let time = info[time].as_str().unwrap();
        assert!(time.len() == 24 && time.ends_with('Z') && time.contains('T'), "{info}");
    }

    assert_eq!(request(address, "DELETE", &path, &[], "").status, 204);
    assert_eq!(closed(&mut client), 1000);
    for method in ["GET", "POST", "DELETE"] {
        let gone = request(address, method, &path, &[], "");
        assert_eq!((gone.status, gone.headers["x-amzn-errortype"].as_str()), (410, "GoneException"), "{method}");
    }
    assert_eq!(get(address, "/@connections/unknown").status, 410);
}

/// API Gateway's limits: 128 KB a message, 32 KB a frame, no binary frames.
#[test]
fn what_api_gateway_does_not_take_closes_the_connection() {
    let function = LocalLambda::spawn(FUNCTION);
    let cases = [
        (Message::text("x".repeat(32 * 1024 + 1)), 1009),
        (Message::text("x".repeat(200 * 1024)), 1009),
        (Message::binary(vec![1, 2]), 1003),
    ];
    for (message, code) in cases {
        let mut client = open(&function);
        client.send(message).unwrap();
        assert_eq!(closed(&mut client), code);
    }
    let opcode_that_there_is_none_of = [0x8f, 0x80, 0, 0, 0, 0].to_vec();
    let ping_of_126_bytes = [vec![0x89, 0xfe, 0, 126, 0, 0, 0, 0], vec![0; 126]].concat();
    for frame in [opcode_that_there_is_none_of, ping_of_126_bytes] {
        let mut client = open(&function);
        client.get_mut().write_all(&frame).unwrap();
        assert_eq!(closed(&mut client), 1002, "{frame:?}");
    }
    let mut client = open(&function);
    client.send(Message::text("x".repeat(32 * 1024))).unwrap();
    assert_eq!(read(&mut client)["echo"].as_str().unwrap().len(), 32 * 1024);
}

#[test]
fn a_function_that_fails_is_told_to_the_client_and_the_connection_goes_on() {
    let function = LocalLambda::spawn(FUNCTION);
    let mut client = open(&function);
    say(&mut client, &json!({ "action": "fail" }));
    let told = read(&mut client);
    assert_eq!(told["message"], "Internal server error");
    assert!(told["connectionId"].is_string() && told["requestId"].is_string(), "{told}");
    client.send(Message::text("again")).unwrap();
    assert_eq!(read(&mut client), json!({ "echo": "again" }));
}

#[test]
fn a_client_that_goes_away_is_disconnected() {
    let function = LocalLambda::spawn(FUNCTION);
    let mut client = open(&function);
    let path = management(&mut client);
    drop(client);
    eventually(|| get(function.address(), &path).status == 410);
    eventually(|| logged(&function, "gone") == 1);
    let logs = function.logs();
    let gone = logs.iter().find(|line| line.message == "gone").unwrap();
    assert_eq!(gone.fields["code"], 1006, "{gone:?}");
}

/// A message that closes the connection stands behind more than may wait: as long as the function is not ready, it is
/// not read, and what is posted still comes.
#[test]
fn a_client_waits_where_sixteen_of_its_messages_do() {
    let function = LocalLambda::function(FUNCTION).timeout(DEADLINE).spawn();
    let mut client = open(&function);
    let path = management(&mut client);
    let until = TcpListener::bind("127.0.0.1:0").unwrap();
    say(&mut client, &json!({ "action": "hold", "until": until.local_addr().unwrap().to_string() }));
    let (held, _) = until.accept().unwrap();
    for number in 0..20 {
        say(&mut client, &json!(number));
    }
    client.send(Message::binary(vec![1])).unwrap();
    for number in 0..100 {
        assert_eq!(post(function.address(), &path, &[], number.to_string()).status, 200);
        assert_eq!(read(&mut client), number);
    }
    drop(held);
    assert_eq!(closed(&mut client), 1003);
    // none is lost: these, and that which asked for the path
    eventually(|| logged(&function, "posted") == 21);
}

#[test]
fn a_client_that_does_not_read_lets_sixteen_messages_wait() {
    let function = LocalLambda::spawn(FUNCTION);
    let address = function.address();
    let mut client = open(&function);
    let path = management(&mut client);
    let large = vec![b'1'; 128 * 1024];
    let mut answers = (0..1_000).map(|_| post(address, &path, &[], &large));
    let refused = answers.find(|answer| answer.status != 200).expect("a limit");
    assert_eq!((refused.status, refused.headers["x-amzn-errortype"].as_str()), (429, "LimitExceededException"));
    while post(address, &path, &[], "2").status == 429 {
        client.read().unwrap();
    }
    while client.read().unwrap() != Message::text("2") {}
    // and one that is closed hears first what has waited
    while post(address, &path, &[], &large).status == 200 {}
    assert_eq!(request(address, "DELETE", &path, &[], "").status, 204);
    assert_eq!(post(address, &path, &[], "3").status, 410);
    assert_eq!(closed(&mut client), 1000);
}

/// An authorizer is asked as a connection begins, and what it said is in every event of that connection.
#[test]
fn every_event_has_what_the_authorizer_said() {
    let function = LocalLambda::spawn(FUNCTION);
    let context_of = |mut client: Client| {
        say(&mut client, &json!({ "action": "context" }));
        read(&mut client)
    };
    let said = ("x-lambda-fn-authorizer", r#"{"tenant":"north","seats":3}"#);
    let context = context_of(connect(&function, Some(said)).unwrap());
    assert_eq!(context["authorizer"], json!({ "principalId": "local", "tenant": "north", "seats": "3" }));
    assert_eq!(context_of(open(&function)).get("authorizer"), None);
    assert_eq!(connect(&function, Some(("x-lambda-fn-claims", r#"{"sub":"ada"}"#))).err(), Some(400));
}
