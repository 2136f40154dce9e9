# orders, as its code says: `cargo run -- describe --format terraform`

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "package" {
  type        = string
  description = "The zip file with `bootstrap`: `cargo lambda build --release --output-format zip`"
}

resource "aws_iam_role" "function" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "triggers" {
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = [aws_sqs_queue.trigger_1.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
        Resource = ["arn:aws:sqs:eu-central-1:123456789012:returns"]
      },
    ]
  })
}

resource "aws_lambda_function" "function" {
  function_name    = "orders"
  description      = "Takes orders: all of them"
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "bootstrap"
  runtime          = "provided.al2023"
  role             = aws_iam_role.function.arn
  architectures    = ["arm64"]
  memory_size      = 256
  timeout          = 30

  environment {
    variables = {
      STAGE   = "test"
      VERSION = "1.10"
      YES     = "yes"
    }
  }

  logging_config {
    log_format = "JSON"
  }
}

resource "aws_sqs_queue" "trigger_1_dead_letter" {
  name                      = "orders-dead-letter.fifo"
  fifo_queue                = true
  message_retention_seconds = 1209600 # 14 days, the longest that SQS has
}

resource "aws_sqs_queue" "trigger_1" {
  name                       = "orders.fifo"
  fifo_queue                 = true
  visibility_timeout_seconds = 180 # six times the function's timeout, plus the batching window
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.trigger_1_dead_letter.arn
    maxReceiveCount     = 5
  })
}

resource "aws_lambda_event_source_mapping" "trigger_1" {
  event_source_arn        = aws_sqs_queue.trigger_1.arn
  function_name           = aws_lambda_function.function.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 20
  }
}

resource "aws_lambda_event_source_mapping" "trigger_2" {
  event_source_arn                   = "arn:aws:sqs:eu-central-1:123456789012:returns"
  function_name                      = aws_lambda_function.function.arn
  maximum_batching_window_in_seconds = 60
}

output "arn" {
  value = aws_lambda_function.function.arn
}
