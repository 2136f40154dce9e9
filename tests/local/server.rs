//! The command `serve`, as a process.

use std::net::SocketAddr;

use serde_json::Value;
use tests::{Process, Program};

use crate::http::{Answer, post};

pub(crate) const ANY_PATH: &str = "/2015-03-31/functions/any-name/invocations";

pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
}

impl Server {
    pub(crate) fn start(program: &Program, args: &[&str]) -> Self {
        let mut process = program.run(args, b"");
        let said = process.says(" serves Lambda's invoke API on http://");
        let address = said.split("http://").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
        Self { process, address }
    }

    /// The command line that it offers.
    pub(crate) fn curl(&mut self) -> String {
        self.process.says("curl ").trim().to_owned()
    }

    /// On a port of its own.
    pub(crate) fn anywhere(program: Program) -> Self {
        Self::start(&program.env("LAMBDA_FN_PORT", 0), &[])
    }

    pub(crate) fn invoke(&self, event: &Value) -> Answer {
        post(self.address, ANY_PATH, &[], event.to_string())
    }

    /// Invokes without waiting for the function: 202 at once.
    pub(crate) fn invoke_asynchronously(&self, event: &Value) -> Answer {
        let answer = post(self.address, ANY_PATH, &[("X-Amz-Invocation-Type", "Event")], event.to_string());
        assert_eq!((answer.status, answer.body.len()), (202, 0));
        answer
    }

    #[track_caller]
    pub(crate) fn responds(&self, event: &Value, response: &Value) {
        let answer = self.invoke(event);
        assert_eq!((answer.status, &answer.json()), (200, response));
        assert!(!answer.headers.contains_key("x-amz-function-error"), "{answer:?}");
    }

    /// The error that the function answers with.
    #[track_caller]
    pub(crate) fn fails(&self, event: &Value) -> Value {
        let answer = self.invoke(event);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["x-amz-function-error"], "Unhandled", "{answer:?}");
        answer.json()
    }
}
