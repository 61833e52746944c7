import * as contract from '@minyi/shared/webhooks/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as log from './log/service.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listWebhooks, service.listWebhooks),
  bind(contract.addWebhook, service.addWebhook),
  bind(contract.changeWebhook, service.changeWebhook),
  bind(contract.setWebhookState, service.setWebhookState),
  bind(contract.rotateSecret, service.rotateSecret),
  bind(contract.pingWebhook, log.pingWebhook),
  bind(contract.listWebhookDeliveries, log.listWebhookDeliveries),
  bind(contract.readWebhookDelivery, log.readWebhookDelivery),
  bind(contract.replayDelivery, log.replayDelivery),
  bind(contract.replayRange, log.replayRange),
]
