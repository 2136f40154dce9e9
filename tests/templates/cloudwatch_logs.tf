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
        Action   = ["sqs:SendMessage"]
        Resource = [aws_sqs_queue.failures.arn]
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

data "aws_cloudwatch_log_group" "trigger_1" {
  name = "/aws/lambda/orders"
}

resource "aws_lambda_permission" "trigger_1" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "logs.amazonaws.com"
  source_arn    = "${data.aws_cloudwatch_log_group.trigger_1.arn}:*"
}

resource "aws_cloudwatch_log_subscription_filter" "trigger_1" {
  name            = "${aws_lambda_function.function.function_name}-trigger_1"
  log_group_name  = "/aws/lambda/orders"
  filter_pattern  = ""
  destination_arn = aws_lambda_function.function.arn
  depends_on      = [aws_lambda_permission.trigger_1]
}

data "aws_cloudwatch_log_group" "trigger_2" {
  name = "returns"
}

resource "aws_lambda_permission" "trigger_2" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "logs.amazonaws.com"
  source_arn    = "${data.aws_cloudwatch_log_group.trigger_2.arn}:*"
}

resource "aws_cloudwatch_log_subscription_filter" "trigger_2" {
  name            = "${aws_lambda_function.function.function_name}-trigger_2"
  log_group_name  = "returns"
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.function.arn
  depends_on      = [aws_lambda_permission.trigger_2]
}

resource "aws_sqs_queue" "failures" {
  message_retention_seconds = 1209600 # 14 days, the longest that SQS has
}

resource "aws_lambda_function_event_invoke_config" "function" {
  function_name = aws_lambda_function.function.function_name

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }
}

output "arn" {
  value = aws_lambda_function.function.arn
}
