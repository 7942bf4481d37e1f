// The API for who builds on it: the document this very server was built with,
// read by Swagger UI. Nothing is asked of any other server (its validator is
// one, hence null), and only questions can be tried: changes need a session.

import '../look/fonts.css';
import 'swagger-ui-dist/swagger-ui.css';
import './docs.css';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-es-bundle.js';

SwaggerUIBundle({
  url: '/v1/openapi.json',
  domNode: document.querySelector<HTMLElement>('#page')!,
  deepLinking: true,
  validatorUrl: null,
  supportedSubmitMethods: ['get'],
  defaultModelsExpandDepth: 0,
});
