// `/memory status` as a person would write it in Bolt for JavaScript for Lambda: the same calls to Secrets Manager and
// DynamoDB as Headroom's bot, and the same answer, for a fleet without open incidents. It has nothing else: no buttons, no
// modals, no other command.
'use strict';
const { App, AwsLambdaReceiver } = require('@slack/bolt');
const { DynamoDBClient, GetItemCommand, QueryCommand } = require('@aws-sdk/client-dynamodb');
const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
const { blocks } = require('./status');

const table = process.env.TABLE_NAME;
const database = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
let bolt;

async function start() {
  const answer = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SLACK_SECRET }));
  const secret = JSON.parse(answer.SecretString);
  const receiver = new AwsLambdaReceiver({ signingSecret: secret.signingSecret });
  const app = new App({
    receiver,
    // An app of one workspace needs no auth.test to answer a command; Headroom's bot calls none either.
    authorize: async () => ({ botToken: secret.botToken, botId: 'B0LOCAL', botUserId: 'U0BOT' }),
  });
  app.command(/.+/, async ({ ack }) => ack({ response_type: 'ephemeral', text: 'Status of Headroom', blocks: await status() }));
  return receiver.start();
}

async function status() {
  const last = await database.send(
    new GetItemCommand({
      TableName: table,
      Key: { PK: { S: 'CHECK' }, SK: { S: `SCOPE#${process.env.PLACE}/*` } },
      ConsistentRead: true,
    }),
  );
  const open = await database.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'OPEN' } },
      ConsistentRead: true,
    }),
  );
  if (open.Count > 0) throw new Error('this program knows no incidents');
  return blocks(JSON.parse(last.Item.body.S), new Date());
}

exports.handler = async (event, context) => {
  bolt ??= start();
  const handle = await bolt;
  return handle(event, context, () => {});
};
