// Lambda's runtime loop: loads the handler, asks for events, sends the answers. It stands for aws-lambda-ric, which is built
// from C++ where it is installed and so needs a compiler, CMake and autotools; it does the same two HTTP requests for each event
// from JavaScript. Less work than the real client does, so it favours JavaScript if anything.
'use strict';
const http = require('node:http');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, path: `/2018-06-01/runtime/${path}` }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function main() {
  const { handler } = require(process.argv[2]);
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    const id = headers['lambda-runtime-aws-request-id'];
    try {
      const answer = await handler(JSON.parse(body), { awsRequestId: id });
      await call('POST', `invocation/${id}/response`, JSON.stringify(answer));
    } catch (error) {
      await call('POST', `invocation/${id}/error`, JSON.stringify({ errorMessage: String(error.stack) }));
    }
  }
}

main();
