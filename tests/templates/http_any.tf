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

resource "aws_apigatewayv2_api" "trigger" {
  name          = aws_lambda_function.function.function_name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "trigger" {
  api_id                 = aws_apigatewayv2_api.trigger.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.function.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "trigger_1" {
  api_id    = aws_apigatewayv2_api.trigger.id
  route_key = "GET /users/{id}"
  target    = "integrations/${aws_apigatewayv2_integration.trigger.id}"
}

resource "aws_apigatewayv2_route" "trigger_2" {
  api_id    = aws_apigatewayv2_api.trigger.id
  route_key = "POST /users"
  target    = "integrations/${aws_apigatewayv2_integration.trigger.id}"
}

resource "aws_apigatewayv2_stage" "trigger" {
  api_id      = aws_apigatewayv2_api.trigger.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "trigger" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.trigger.execution_arn}/*"
}

output "url" {
  value = aws_apigatewayv2_api.trigger.api_endpoint
}

output "arn" {
  value = aws_lambda_function.function.arn
}
