// The part of Swagger UI's options that we set; the package brings no types.
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerOptions {
    url: string;
    domNode: HTMLElement;
    deepLinking: boolean;
    validatorUrl: null;
    supportedSubmitMethods: string[];
    defaultModelsExpandDepth: number;
  }
  export default function SwaggerUIBundle(options: SwaggerOptions): unknown;
}
