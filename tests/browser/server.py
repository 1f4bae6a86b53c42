"""The server of the tests in the browser: says its URL on a line, and answers pages of any origin."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

calls = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self):
        self.respond(204, None)

    def do_POST(self):
        kind = self.path.split("/")[1]
        sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
        calls[kind] = calls.get(kind, 0) + 1
        if kind == "slow":
            time.sleep(2)
        if kind == "refused" or self.headers["authorization"] != "Basic bmFtZTpwYXNzd29yZA==":
            self.respond(401, {"statusCode": 401, "message": "who are you?", "timestamp": "2026-01-02T03:04:05Z"})
        elif kind == "busy" and calls[kind] == 1:
            self.respond(503, None)
        else:
            self.respond(201, {**SESSION, "origin_owner_id": sent["origin_owner_id"]})

    def respond(self, status, value):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("access-control-allow-origin", "*")
        self.send_header("access-control-allow-headers", "authorization, content-type, idempotency-key")
        self.send_header("content-type", "application/json")
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


SESSION = {
    "id": 1,
    "organization_id": "2",
    "project_id": "3",
    "origin_owner_name": "Acme Corp",
    "created_at": "2026-01-02T03:04:05Z",
    "token": "token",
    "auth_link_url": "https://example.com",
}

if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
