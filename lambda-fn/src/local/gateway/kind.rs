use crate::trigger::HttpKind;

/// What brings HTTP to a function: each kind makes events, and takes answers, in a format of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GatewayKind {
    HttpApi,
    FunctionUrl,
    RestApi,
    Alb {
        /// Whether its target group has the attribute `lambda.multi_value_headers.enabled`.
        multi_value: bool,
    },
    WebSocket,
    VpcLattice,
}

impl GatewayKind {
    /// As a target group is that nobody has changed.
    pub(crate) const ALB: Self = Self::Alb { multi_value: false };
    const ALL: [Self; 6] =
        [Self::HttpApi, Self::FunctionUrl, Self::RestApi, Self::ALB, Self::WebSocket, Self::VpcLattice];

    pub(crate) fn names() -> [&'static str; 6] {
        Self::ALL.map(Self::name)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Of a description: an HTTP API stands for what sends events of its format, and for what sends any.
    pub(crate) fn of(kind: Option<HttpKind>) -> Self {
        match kind {
            None | Some(HttpKind::Any | HttpKind::HttpApi) => Self::HttpApi,
            Some(HttpKind::FunctionUrl) => Self::FunctionUrl,
            Some(HttpKind::RestApi) => Self::RestApi,
            Some(HttpKind::Alb) => Self::ALB,
            Some(HttpKind::WebSocket) => Self::WebSocket,
            Some(HttpKind::VpcLattice) => Self::VpcLattice,
        }
    }

    /// As `--as` has it.
    fn name(self) -> &'static str {
        match self {
            Self::HttpApi => "http-api",
            Self::FunctionUrl => "function-url",
            Self::RestApi => "rest-api",
            Self::Alb { .. } => "alb",
            Self::WebSocket => "websocket",
            Self::VpcLattice => "vpc-lattice",
        }
    }

    /// As a sentence has it.
    pub(crate) fn with_article(self) -> &'static str {
        match self {
            Self::HttpApi => "an HTTP API",
            Self::FunctionUrl => "a function URL",
            Self::RestApi => "a REST API",
            Self::Alb { .. } => "a load balancer",
            Self::WebSocket => "a WebSocket API",
            Self::VpcLattice => "VPC Lattice",
        }
    }

    /// Whether a function for this kind reads the events of another: HTTP APIs and function URLs have one format, and of a
    /// load balancer it reads both.
    pub(super) fn reads(self, other: Self) -> bool {
        let read_as = |kind| match kind {
            Self::FunctionUrl => Self::HttpApi,
            Self::Alb { .. } => Self::ALB,
            kind => kind,
        };
        read_as(self) == read_as(other)
    }

    /// The most bytes that the body of a request may have.
    pub(super) fn max_body(self) -> usize {
        match self {
            // API Gateway Developer Guide, "Quotas": "Payload size: 10 MB"
            Self::HttpApi | Self::RestApi => 10 * 1024 * 1024,
            // AWS Lambda quotas: "6 MB each for request and response (synchronous)"
            Self::FunctionUrl | Self::VpcLattice => 6 * 1024 * 1024,
            Self::WebSocket => super::websocket::MAX_MESSAGE,
            // User Guide for Application Load Balancers, "Lambda functions as targets": "The maximum size of the
            // request body that you can send to a Lambda function is 1 MB"
            Self::Alb { .. } => 1024 * 1024,
        }
    }

    /// Whether an answer is passed on as it comes: Lambda Developer Guide, "Response streaming for Lambda functions", and
    /// API Gateway Developer Guide, "Stream the integration response for your proxy integrations", where the
    /// integration of a REST API has to ask for it.
    pub(super) fn streams(self, is_described: bool) -> bool {
        match self {
            Self::FunctionUrl => true,
            Self::RestApi => is_described,
            Self::HttpApi | Self::Alb { .. } | Self::WebSocket | Self::VpcLattice => false,
        }
    }

    /// Whether an answer without `statusCode` is taken as the body of a 200.
    pub(super) fn infers_answers(self) -> bool {
        matches!(self, Self::HttpApi | Self::FunctionUrl)
    }

    /// The content type of an answer that names none. The guides are silent here: this is what has been seen of AWS.
    pub(super) fn default_content_type(self) -> &'static str {
        match self {
            Self::HttpApi => "text/plain; charset=utf-8",
            Self::FunctionUrl | Self::RestApi | Self::WebSocket => "application/json",
            Self::Alb { .. } | Self::VpcLattice => "application/octet-stream",
        }
    }

    /// Where the answer names the request; load balancers do not.
    pub(super) fn request_id_header(self) -> Option<&'static str> {
        match self {
            Self::HttpApi => Some("apigw-requestid"),
            Self::FunctionUrl | Self::RestApi | Self::WebSocket => Some("x-amzn-requestid"),
            Self::Alb { .. } | Self::VpcLattice => None,
        }
    }
}
