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
        Resource = ["arn:aws:sqs:eu-central-1:123456789012:returns.fifo"]
      },
    ]
  })
}

resource "aws_lambda_function" "function" {
  function_name    = "orders"
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "bootstrap"
  runtime          = "provided.al2023"
  role             = aws_iam_role.function.arn

  logging_config {
    log_format = "JSON"
  }
}

resource "aws_sqs_queue" "trigger_1_dead_letter" {
  name                      = "orders-dead-letter"
  message_retention_seconds = 1209600 # 14 days, the longest that SQS has
}

resource "aws_sqs_queue" "trigger_1" {
  name                       = "orders"
  visibility_timeout_seconds = 18 # six times the function's timeout, plus the batching window
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.trigger_1_dead_letter.arn
    maxReceiveCount     = 5
  })
}

resource "aws_lambda_event_source_mapping" "trigger_1" {
  event_source_arn = aws_sqs_queue.trigger_1.arn
  function_name    = aws_lambda_function.function.arn
}

resource "aws_lambda_event_source_mapping" "trigger_2" {
  event_source_arn = "arn:aws:sqs:eu-central-1:123456789012:returns.fifo"
  function_name    = aws_lambda_function.function.arn
}

output "arn" {
  value = aws_lambda_function.function.arn
}
