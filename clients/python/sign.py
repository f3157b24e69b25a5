# region example
import os

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

session = Session()


def sign(request):
    """Signs a request of HTTPX with the AWS credentials of the environment."""
    signed = AWSRequest(request.method, str(request.url), data=request.content)
    region = os.environ.get("AWS_REGION") or session.get_config_variable("region")
    SigV4Auth(session.get_credentials(), "execute-api", region).add_auth(signed)
    request.headers.update(signed.headers.items())
    return request


# endregion
