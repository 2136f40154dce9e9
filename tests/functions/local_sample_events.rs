//! Decodes an event as the struct that the sample event named in `SAMPLE` belongs to, and sends it back.

use std::fmt::Display;

use aws_lambda_events::event::{
    activemq, alb, apigw, appsync, autoscaling, bedrock_agent_runtime, clientvpn, cloudformation, cloudwatch_alarms,
    cloudwatch_events, cloudwatch_logs, code_commit, codebuild, codedeploy, codepipeline_cloudwatch, codepipeline_job,
    cognito, config, connect, controltower, documentdb, dynamodb, ecr_scan, eventbridge, firehose, iot, iot_1_click,
    iot_button, kafka, kinesis, lex, rabbitmq, s3, secretsmanager, ses, sns, sqs, vpc_lattice,
};
use lambda_fn::{Result, lambda_fn};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// An event, through its struct and back to JSON.
struct Sample(Value);

/// Chooses the struct by the name of the file, without `example-` and `.json`.
macro_rules! samples {
    ($($event:ty: $($name:literal),+;)+) => {
        impl<'de> Deserialize<'de> for Sample {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                match std::env::var("SAMPLE").map_err(custom)?.as_str() {
                    $($($name)|+ => through::<$event, D>(deserializer),)+
                    name => Err(custom(format!("the table has no row for `{name}`"))),
                }
            }
        }
    };
}

fn through<'de, T: Deserialize<'de> + Serialize, D: Deserializer<'de>>(deserializer: D) -> Result<Sample, D::Error> {
    let event = T::deserialize(deserializer)?;
    serde_json::to_value(event).map(Sample).map_err(custom)
}

fn custom<E: serde::de::Error>(error: impl Display) -> E {
    E::custom(error)
}

samples! {
    activemq::ActiveMqEvent: "activemq-event-null-properties", "activemq-event";
    alb::AlbTargetGroupRequest:
        "alb-lambda-target-request-headers-only", "alb-lambda-target-request-multivalue-headers";
    alb::AlbTargetGroupResponse: "alb-lambda-target-response";
    apigw::ApiGatewayCustomAuthorizerRequest: "apigw-custom-auth-request";
    apigw::ApiGatewayCustomAuthorizerRequestTypeRequest:
        "apigw-custom-auth-request-type-request", "apigw-v2-custom-authorizer-websocket-request";
    apigw::ApiGatewayCustomAuthorizerResponse:
        "apigw-custom-auth-response-with-condition", "apigw-custom-auth-response-with-single-value-action",
        "apigw-custom-auth-response-with-single-value-resource", "apigw-custom-auth-response";
    apigw::ApiGatewayProxyRequest:
        "apigw-console-request", "apigw-console-test-request", "apigw-request-catch-all",
        "apigw-request-multi-value-parameters", "apigw-request", "apigw-restapi-openapi-request",
        "apigw-sam-rest-request";
    apigw::ApiGatewayProxyResponse: "apigw-response";
    apigw::ApiGatewayV2CustomAuthorizerV2Request:
        "apigw-v2-custom-authorizer-v2-request-null-maps", "apigw-v2-custom-authorizer-v2-request-without-cookies",
        "apigw-v2-custom-authorizer-v2-request-without-identity-source", "apigw-v2-custom-authorizer-v2-request";
    apigw::ApiGatewayV2httpRequest:
        "apigw-sam-http-request", "apigw-v2-custom-authorizer-v1-request", "apigw-v2-request-iam",
        "apigw-v2-request-jwt-authorizer", "apigw-v2-request-lambda-authorizer",
        "apigw-v2-request-multi-value-parameters", "apigw-v2-request-no-authorizer";
    apigw::ApiGatewayWebsocketProxyRequest:
        "apigw-websocket-request-disconnect-route", "apigw-websocket-request-without-method",
        "apigw-websocket-request";
    appsync::AppSyncCognitoIdentity: "appsync-identity-cognito";
    appsync::AppSyncDirectResolverEvent: "appsync-direct-resolver";
    appsync::AppSyncIamIdentity: "appsync-identity-iam";
    appsync::AppSyncLambdaAuthorizerRequest: "appsync-lambda-auth-request";
    appsync::AppSyncLambdaAuthorizerResponse: "appsync-lambda-auth-response";
    appsync::AppSyncResolverTemplate: "appsync-batchinvoke", "appsync-invoke";
    autoscaling::AutoScalingEvent:
        "autoscaling-event-launch-successful", "autoscaling-event-launch-unsuccessful",
        "autoscaling-event-lifecycle-action", "autoscaling-event-terminate-action",
        "autoscaling-event-terminate-successful", "autoscaling-event-terminate-unsuccessful";
    bedrock_agent_runtime::AgentEvent:
        "bedrock-agent-runtime-event-without-parameters", "bedrock-agent-runtime-event-without-request-body",
        "bedrock-agent-runtime-event";
    clientvpn::ClientVpnConnectionHandlerRequest: "clientvpn-connectionhandler-request";
    cloudformation::CloudFormationCustomResourceRequest:
        "cloudformation-custom-resource-create-request", "cloudformation-custom-resource-delete-request",
        "cloudformation-custom-resource-update-request";
    cloudformation::CloudFormationCustomResourceResponse: "cloudformation-custom-resource-response";
    cloudformation::provider::CloudFormationCustomResourceRequest:
        "cloudformation-custom-resource-provider-create-request",
        "cloudformation-custom-resource-provider-delete-request",
        "cloudformation-custom-resource-provider-update-request";
    cloudformation::provider::CloudFormationCustomResourceResponse: "cloudformation-custom-resource-provider-response";
    cloudwatch_alarms::CloudWatchCompositeAlarm:
        "cloudwatch-alarm-composite-with-suppressor-alarm", "cloudwatch-alarm-composite";
    cloudwatch_alarms::CloudWatchMetricAlarm: "cloudwatch-alarm-metric";
    cloudwatch_events::cloudtrail::AWSAPICall:
        "cloudwatch-cloudtrail-assumed-role", "cloudwatch-cloudtrail-unknown-federate",
        "cloudwatch-cloudtrail-unknown-user-auth";
    cloudwatch_logs::LogsEvent: "cloudwatch_logs-event";
    code_commit::CodeCommitEvent: "code_commit-event";
    codebuild::CodeBuildEvent: "codebuild-phase-change", "codebuild-state-change";
    codedeploy::CodeDeployEvent: "codedeploy-deployment-event", "codedeploy-instance-event";
    codedeploy::CodeDeployLifecycleEvent: "codedeploy-lifecycle-event";
    codepipeline_cloudwatch::CodePipelineCloudWatchEvent:
        "codepipeline-action-execution-stage-change-event", "codepipeline-execution-stage-change-event",
        "codepipeline-execution-state-change-event";
    codepipeline_job::CodePipelineJobEvent: "codepipeline_job-event";
    cognito::CognitoEvent: "cognito-event";
    cognito::CognitoEventUserPoolsCreateAuthChallenge:
        "cognito-event-userpools-create-auth-challenge-user-not-found",
        "cognito-event-userpools-create-auth-challenge";
    cognito::CognitoEventUserPoolsCustomMessage: "cognito-event-userpools-custommessage";
    cognito::CognitoEventUserPoolsDefineAuthChallenge:
        "cognito-event-userpools-define-auth-challenge-optional-response-fields",
        "cognito-event-userpools-define-auth-challenge-user-not-found",
        "cognito-event-userpools-define-auth-challenge";
    cognito::CognitoEventUserPoolsMigrateUser:
        "cognito-event-userpools-migrateuser-null-fields", "cognito-event-userpools-migrateuser";
    cognito::CognitoEventUserPoolsPostAuthentication: "cognito-event-userpools-postauthentication";
    cognito::CognitoEventUserPoolsPostConfirmation: "cognito-event-userpools-postconfirmation";
    cognito::CognitoEventUserPoolsPreAuthentication: "cognito-event-userpools-preauthentication";
    cognito::CognitoEventUserPoolsPreSignup: "cognito-event-userpools-presignup";
    cognito::CognitoEventUserPoolsPreTokenGen:
        "cognito-event-userpools-pretokengen-incoming", "cognito-event-userpools-pretokengen-null-group-configuration",
        "cognito-event-userpools-pretokengen";
    cognito::CognitoEventUserPoolsPreTokenGenV2:
        "cognito-event-userpools-pretokengen-v2-incoming",
        "cognito-event-userpools-pretokengen-v2-null-group-configuration", "cognito-event-userpools-pretokengen-v2";
    cognito::CognitoEventUserPoolsVerifyAuthChallenge:
        "cognito-event-userpools-verify-auth-challenge-null-answer-correct",
        "cognito-event-userpools-verify-auth-challenge-optional-answer-correct",
        "cognito-event-userpools-verify-auth-challenge-user-not-found",
        "cognito-event-userpools-verify-auth-challenge";
    config::ConfigEvent: "config-event";
    connect::ConnectEvent: "connect-event-without-queue", "connect-event";
    controltower::ControlTowerLifecycleEvent:
        "controltower-create-managed-account", "controltower-deregister-organizational-unit",
        "controltower-disable-baseline", "controltower-disable-guardrail", "controltower-enable-baseline",
        "controltower-enable-guardrail", "controltower-precheck-organizational-unit",
        "controltower-register-organizational-unit", "controltower-reset-enabled-baseline",
        "controltower-setup-landing-zone", "controltower-update-enabled-baseline", "controltower-update-landing-zone",
        "controltower-update-managed-account";
    documentdb::DocumentDbEvent:
        "documentdb-delete-event", "documentdb-drop-database-event", "documentdb-drop-event",
        "documentdb-insert-event", "documentdb-invalidate-event", "documentdb-rename-event",
        "documentdb-replace-event", "documentdb-update-event";
    dynamodb::Event: "dynamodb-event-null-items", "dynamodb-event";
    dynamodb::EventRecord: "dynamodb-event-record-with-optional-fields";
    ecr_scan::EcrScanEvent: "ecr-image-scan-event-with-missing-severities", "ecr-image-scan-event";
    eventbridge::EventBridgeEvent: "eventbridge-event-obj", "eventbridge-schedule";
    firehose::KinesisFirehoseEvent: "firehose-event", "kinesis-firehose-event";
    firehose::KinesisFirehoseResponse: "kinesis-firehose-response";
    iot::IoTCoreCustomAuthorizerRequest: "iot-custom-auth-request-x509", "iot-custom-auth-request";
    iot::IoTCoreCustomAuthorizerResponse: "iot-custom-auth-response";
    iot_1_click::IoTOneClickEvent: "iot_1_click-event";
    iot_button::IoTButtonEvent: "iot_button-event";
    kafka::KafkaEvent: "kafka-event";
    kinesis::KinesisEvent: "kinesis-event-encrypted", "kinesis-event";
    lex::LexEvent: "lex-event";
    lex::LexResponse: "lex-response";
    rabbitmq::RabbitMqEvent: "rabbitmq-event";
    s3::S3Event: "s3-event-with-decoded", "s3-event";
    s3::object_lambda::S3ObjectLambdaEvent:
        "s3-object-lambda-event-get-object-assumed-role", "s3-object-lambda-event-get-object-iam",
        "s3-object-lambda-event-head-object-iam", "s3-object-lambda-event-list-objects-iam",
        "s3-object-lambda-event-list-objects-v2-iam";
    secretsmanager::SecretsManagerSecretRotationEvent: "secretsmanager-secret-rotation-event";
    ses::SimpleEmailEvent: "ses-bcc-event", "ses-event", "ses-lambda-event", "ses-s3-event", "ses-sns-event";
    sns::SnsEvent:
        "cloudwatch-alarm-sns-payload-multiple-metrics", "cloudwatch-alarm-sns-payload-single-metric",
        "sns-event-pascal-case", "sns-event";
    sns::SnsEventObj<Value>: "sns-event-obj";
    sns::SnsSubscriptionMessage: "sns-subscription-confirmation", "sns-unsubscribe-confirmation";
    sqs::SqsApiEventObj<Value>: "sqs-api-event-obj";
    sqs::SqsBatchResponse: "sqs-batch-response";
    sqs::SqsEvent: "sqs-event";
    sqs::SqsEventObj<Value>: "sqs-event-obj";
    vpc_lattice::VpcLatticeRequestV1: "vpc-lattice-v1-request";
    vpc_lattice::VpcLatticeRequestV2:
        "vpc-lattice-v2-request-base64", "vpc-lattice-v2-request-roles-anywhere", "vpc-lattice-v2-request";
    vpc_lattice::VpcLatticeResponse: "vpc-lattice-response";
}

#[lambda_fn]
async fn sample(event: Sample) -> Result<Value> {
    Ok(event.0)
}
