//! The events.

use std::fmt::Write;

pub(crate) fn greeting() -> String {
    r#"{"name":"Lambda"}"#.to_owned()
}

/// A typed batch of 114 KB: see `programs/shared/order_batch.rs`.
pub(crate) fn orders() -> String {
    orders_within(114_000)
}

/// As many orders as so many bytes have room for.
pub(crate) fn orders_within(bytes: usize) -> String {
    let mut batch =
        r#"{"batchId":"2f1c0b52-6f4e-4d9b-9a57-0c8f3f7ad2aa","source":"web-shop/eu-central-1","orders":["#.to_owned();
    for order in 0.. {
        let before = batch.len();
        if order > 0 {
            batch.push(',');
        }
        push_order(&mut batch, order).expect("a string takes what is written to it");
        if batch.len() + END.len() > bytes {
            batch.truncate(before);
            break;
        }
    }
    batch + END
}

const END: &str = "]}";

fn push_order(batch: &mut String, n: u32) -> std::fmt::Result {
    let status = ["PLACED", "SHIPPED", "RETURNED"][n as usize % 3];
    let phone = if n.is_multiple_of(2) { "null".to_owned() } else { format!("\"+49 30 90{n:04}\"") };
    write!(
        batch,
        r#"{{"orderId":"ord-{n:08}","placedAt":17040{n:05}000,"status":"{status}","customer":{{"id":{id},"name":"Ada Lovelace the {n}th","email":"ada.lovelace.{n}@example.org","phone":{phone}}},"lines":["#,
        id = 7_000_000 + n,
    )?;
    for line in 0..4 {
        let comma = if line > 0 { "," } else { "" };
        let note = if line == 2 { r#""wrap in \"blue\" paper, leave at the door""# } else { "null" };
        write!(
            batch,
            r#"{comma}{{"sku":"SKU-{n}-{line}","title":"Hexagon bolt M{line}, stainless steel, pack of 50","quantity":{},"unitPrice":{}.{:02},"note":{note}}}"#,
            line + 1,
            10 + line,
            n % 100,
        )?;
    }
    let discount = if n.is_multiple_of(4) { "0.05" } else { "null" };
    write!(
        batch,
        r#"],"discount":{discount},"tags":{{"channel":"newsletter","campaign":"spring-{n}","warehouse":"BER-2"}},"gift":{}}}"#,
        n.is_multiple_of(5),
    )
}

/// Messages of 1 KB as SQS sends them, of which one in a hundred will be refused: see `programs/shared/queued_order.rs`.
pub(crate) fn messages(count: u32) -> String {
    let mut batch = r#"{"Records":["#.to_owned();
    for message in 0..count {
        if message > 0 {
            batch.push(',');
        }
        let before = batch.len();
        push_message(&mut batch, message, 0).expect("a string takes what is written to it");
        let missing = 1024 - (batch.len() - before);
        batch.truncate(before);
        push_message(&mut batch, message, missing).expect("a string takes what is written to it");
    }
    batch.push_str("]}");
    batch
}

/// With so many more bytes in its note.
fn push_message(batch: &mut String, n: u32, note: usize) -> std::fmt::Result {
    let quantity = u32::from(n % 100 != 99);
    let note = "leave it at the door, please; ".chars().cycle().take(note).collect::<String>();
    let handle = "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a".repeat(5);
    write!(
        batch,
        r#"{{"messageId":"059f36b4-87a3-44ab-83d2-{n:012}","receiptHandle":"{handle}","body":"{{\"orderId\":\"ord-{n:08}\",\"sku\":\"SKU-{sku:04}\",\"quantity\":{quantity},\"note\":\"{note}\"}}","attributes":{{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1545082649185"}},"messageAttributes":{{}},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:my-queue","awsRegion":"us-east-2"}}"#,
        sku = n % 1000,
    )
}

/// A request as an HTTP API sends it, with the headers of a browser and a small JSON body.
pub(crate) fn request() -> String {
    r#"{"version":"2.0","routeKey":"POST /orders","rawPath":"/orders","rawQueryString":"page=7&sort=price","cookies":["session=4f1d2c3b5a69788796a5b4c3d2e1f00f","theme=dark"],"headers":{"accept":"application/json, text/plain, */*","accept-encoding":"gzip, deflate, br","accept-language":"en-GB,en;q=0.9,de;q=0.8","authorization":"Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl","content-length":"42","content-type":"application/json","host":"abcdefghij.execute-api.eu-central-1.amazonaws.com","origin":"https://shop.example.org","referer":"https://shop.example.org/orders","sec-fetch-dest":"empty","sec-fetch-mode":"cors","user-agent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0","x-amzn-trace-id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e","x-forwarded-for":"203.0.113.7","x-forwarded-port":"443","x-forwarded-proto":"https"},"queryStringParameters":{"page":"7","sort":"price"},"requestContext":{"accountId":"123456789012","apiId":"abcdefghij","authorizer":{"jwt":{"claims":{"sub":"ada","iss":"https://login.example.org/","exp":"1700000000"},"scopes":null}},"domainName":"abcdefghij.execute-api.eu-central-1.amazonaws.com","domainPrefix":"abcdefghij","http":{"method":"POST","path":"/orders","protocol":"HTTP/1.1","sourceIp":"203.0.113.7","userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"},"requestId":"JKJaXmPLvHcESHA=","routeKey":"POST /orders","stage":"$default","time":"10/Mar/2024:05:16:23 +0000","timeEpoch":1710047783000},"body":"{\"item\":\"hexagon bolt M8\",\"quantity\":12}","isBase64Encoded":false}"#.to_owned()
}
