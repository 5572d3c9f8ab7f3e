"""Found by pytest before all tests, which is when it asks plugins for options of the command line."""

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]
