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
        Action   = ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"]
        Resource = ["arn:aws:kinesis:eu-central-1:123456789012:stream/clicks"]
      },
      {
        Effect   = "Allow"
        Action   = ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"]
        Resource = ["arn:aws:kinesis:eu-central-1:123456789012:stream/clicks/consumer/orders:1"]
      },
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

resource "aws_lambda_event_source_mapping" "trigger" {
  event_source_arn                   = "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks/consumer/orders:1"
  function_name                      = aws_lambda_function.function.arn
  starting_position                  = "LATEST"
  batch_size                         = 100
  maximum_batching_window_in_seconds = 60
  bisect_batch_on_function_error     = true
  parallelization_factor             = 10
  maximum_retry_attempts             = 5
  maximum_record_age_in_seconds      = 60
  function_response_types            = ["ReportBatchItemFailures"]

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failures.arn
    }
  }
}

resource "aws_sqs_queue" "failures" {
  message_retention_seconds = 1209600 # 14 days, the longest that SQS has
}

output "arn" {
  value = aws_lambda_function.function.arn
}
