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

# The function is for a target group of the load balancer: name the output below there.
resource "aws_lambda_permission" "trigger" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "elasticloadbalancing.amazonaws.com"
}

output "invoke_arn" {
  value = aws_lambda_function.function.arn
}

output "arn" {
  value = aws_lambda_function.function.arn
}
