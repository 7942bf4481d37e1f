// Files on their way to be imported. XMLHttpRequest, for it alone tells how far
// sending has come.

import type { components } from './openapi.d.ts';
import { csrfToken } from './office.ts';
import { kindOfStatus, ServiceError } from './request.ts';

export type Upload = components['schemas']['Upload'];

function refusal(request: XMLHttpRequest): ServiceError {
  let problem: Record<string, unknown> = {};
  try {
    problem = JSON.parse(request.responseText) as Record<string, unknown>;
  } catch {
    // No problem document: the status says enough.
  }
  return new ServiceError(kindOfStatus(request.status), String(problem['detail'] ?? request.statusText), problem);
}

/** `onProgress` is told the share sent so far, 0 to 1. */
export function sendFile(file: File, onProgress: (share: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-CSRF-Token', csrfToken());
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new ServiceError('unreachable', 'the file could not be sent')));
    request.addEventListener('load', () =>
      request.status === 201 ? resolve(JSON.parse(request.responseText) as Upload) : reject(refusal(request)),
    );
    request.send(file);
  });
}
