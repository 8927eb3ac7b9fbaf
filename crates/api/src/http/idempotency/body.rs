//! Reading a body before its handler does, which then finds it unread.

use actix_web::dev::{Payload, ServiceRequest};
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, stream};

use super::LARGEST;

/// Reads the whole body and puts it back. [`None`] if it is larger than a request with a key may have: then it is put
/// back as well, what was read and what was not.
pub async fn read(request: &mut ServiceRequest) -> Option<Bytes> {
    let mut payload = request.parts_mut().1.take();
    let mut read = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        match chunk {
            Ok(chunk) => read.extend_from_slice(&chunk),
            Err(error) => {
                // The handler finds it where it would have.
                put_back(request, stream::iter([Ok(read.freeze()), Err(error)]));
                return None;
            }
        }
        if read.len() > LARGEST {
            put_back(request, stream::iter([Ok(read.freeze())]).chain(payload));
            return None;
        }
    }
    let read = read.freeze();
    request.set_payload(Payload::from(read.clone()));
    Some(read)
}

fn put_back(
    request: &mut ServiceRequest,
    rest: impl futures::Stream<Item = Result<Bytes, actix_web::error::PayloadError>> + 'static,
) {
    request.set_payload(Payload::Stream { payload: rest.boxed_local() });
}
