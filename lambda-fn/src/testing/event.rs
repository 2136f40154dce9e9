use std::sync::mpsc::Receiver;
use std::time::SystemTime;

use bytes::Bytes;
use serde::Serialize;

use super::context_headers::ContextHeaders;
use super::{FunctionError, Invocation, LocalLambda, StreamedInvocation};
use crate::local::event::{Answer, Event, Piece};

/// An event for a function, and the context that it comes with; see [`LocalLambda::event`].
#[derive(Debug)]
#[must_use = "the function gets the event through `invoke`, `send` or `stream`"]
pub struct EventBuilder<'a> {
    function: &'a LocalLambda,
    payload: Bytes,
    request_id: Option<String>,
    headers: ContextHeaders,
}

impl<'a> EventBuilder<'a> {
    pub(super) fn new(function: &'a LocalLambda, payload: impl Into<Bytes>) -> Self {
        Self { function, payload: payload.into(), request_id: None, headers: ContextHeaders::default() }
    }

    /// The id of the invocation: a second event with the same one is what Lambda sends when it tries again. Default: a
    /// new one.
    ///
    /// # Panics
    ///
    /// Where there is something else in it than letters, digits and `-`.
    #[track_caller]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        let request_id = request_id.into();
        let is_id =
            !request_id.is_empty() && request_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(is_id, "`{request_id}` cannot be a request id; use letters, digits and `-`");
        self.request_id = Some(request_id);
        self
    }

    /// The deadline that the function is told; when the invocation is ended is a matter of
    /// [`timeout`](super::LocalLambdaBuilder::timeout). Default: that time from now.
    pub fn deadline(mut self, deadline: SystemTime) -> Self {
        self.headers.deadline(deadline);
        self
    }

    /// The X-Ray trace id. Default: one that is not sampled.
    ///
    /// # Panics
    ///
    /// Where it is not ASCII.
    #[track_caller]
    pub fn xray_trace_id(mut self, trace_id: &str) -> Self {
        self.headers.xray_trace_id(trace_id);
        self
    }

    /// The tenant of a function with tenant isolation. Default: none.
    ///
    /// # Panics
    ///
    /// Where it is not ASCII.
    #[track_caller]
    pub fn tenant_id(mut self, tenant_id: &str) -> Self {
        self.headers.tenant_id(tenant_id);
        self
    }

    /// The client context: `{"client", "custom", "environment"}` from AWS's mobile SDKs, any JSON from others. Default:
    /// none.
    ///
    /// # Panics
    ///
    /// Where it does not serialise.
    #[track_caller]
    pub fn client_context(mut self, client_context: &(impl Serialize + ?Sized)) -> Self {
        self.headers.client_context(client_context);
        self
    }

    /// The Amazon Cognito identity: `{"cognitoIdentityId", "cognitoIdentityPoolId"}`. Default: none.
    ///
    /// # Panics
    ///
    /// Where it does not serialise.
    #[track_caller]
    pub fn cognito_identity(mut self, identity: &(impl Serialize + ?Sized)) -> Self {
        self.headers.cognito_identity(identity);
        self
    }

    /// Invokes the function with the event, and waits for what comes of it.
    ///
    /// # Panics
    ///
    /// Where no execution environment is free.
    #[must_use]
    #[track_caller]
    pub fn invoke(self) -> Invocation {
        self.send().wait()
    }

    /// Invokes the function with the event, and does not wait.
    ///
    /// Events are given to the function in the order in which they are sent. They are in flight at the same time in
    /// environments of their own, or in the same one where
    /// [`events_at_once`](super::LocalLambdaBuilder::events_at_once) allows it.
    ///
    /// ```no_run
    /// # let function = lambda_fn::testing::LocalLambda::spawn("function");
    /// let sent = ["a", "b", "c"].map(|name| function.event(name).send());
    /// let responses = sent.map(|pending| pending.wait().json());
    /// ```
    pub fn send(self) -> PendingInvocation {
        let (function, event) = self.into_parts();
        let request_id = event.request_id.clone();
        PendingInvocation(function.begin(async move |emulator| {
            let invocation = emulator.invoke(event).map_err(|refused| refused.into_exit().to_string())?;
            let outcome = invocation.outcome().await;
            Ok(Invocation::new(request_id, outcome.answer, outcome.report))
        }))
    }

    /// Invokes the function with the event, and keeps the pieces of its response apart.
    ///
    /// # Panics
    ///
    /// Where no execution environment is free.
    #[must_use]
    #[track_caller]
    pub fn stream(self) -> StreamedInvocation {
        let (function, event) = self.into_parts();
        taken(&function.begin(async move |emulator| {
            let mut invocation = emulator.invoke(event).map_err(|refused| refused.into_exit().to_string())?;
            let (mut pieces, mut error) = (Vec::new(), None);
            match invocation.answer().await {
                Answer::Response { body, .. } => pieces.push(body.to_vec()),
                Answer::FunctionError(body) => error = Some(FunctionError::parse(&body)),
                Answer::Stream { pieces: mut arriving, .. } => {
                    while let Some(piece) = arriving.recv().await {
                        match piece {
                            Piece::Data(data) => pieces.push(data.to_vec()),
                            Piece::Error(body) => error = Some(FunctionError::parse(&body)),
                        }
                    }
                }
            }
            invocation.report().await;
            Ok(StreamedInvocation { pieces, error })
        }))
    }

    fn into_parts(self) -> (&'a LocalLambda, Event) {
        let mut event = Event::new(self.payload);
        event.request_id = self.request_id.unwrap_or(event.request_id);
        event.headers = self.headers.into_map();
        (self.function, event)
    }
}

/// An event that the function has, and that nobody waits for yet; see [`EventBuilder::send`].
#[derive(Debug)]
#[must_use = "what comes of the event is known through `wait`"]
pub struct PendingInvocation(Receiver<Result<Invocation, String>>);

impl PendingInvocation {
    /// Waits for what comes of the event.
    ///
    /// # Panics
    ///
    /// Where no execution environment was free, or the [`LocalLambda`] is gone.
    #[must_use]
    #[track_caller]
    pub fn wait(self) -> Invocation {
        taken(&self.0)
    }
}

/// What came of an event, once that is known.
#[track_caller]
fn taken<T>(result: &Receiver<Result<T, String>>) -> T {
    let result = result.recv().unwrap_or_else(|_| panic!("the local Lambda has stopped"));
    result.unwrap_or_else(|refused| panic!("the event was not taken: {refused}"))
}
