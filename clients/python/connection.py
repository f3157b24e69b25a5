"""Where the API is and what a client proves itself by, as `npm run test:clients` says."""

import os

from openai import DefaultAsyncHttpx2Client, DefaultHttpx2Client

from sign import sign

base_url = os.environ["CLIENT_BASE_URL"]
api_key = os.environ["CLIENT_API_KEY"]

signs = os.environ.get("CLIENT_AUTH") == "iam"

# None, where nothing signs: a client then makes its own.
http_client = DefaultHttpx2Client(auth=sign) if signs else None
async_http_client = DefaultAsyncHttpx2Client(auth=sign) if signs else None
http_client_kwargs = {"auth": sign} if signs else None
