//! A server that publishes keys, as providers of identities do.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpResponse, HttpServer, web};
use serde_json::Value;

/// The server.
pub struct KeyServer {
    /// Where the keys are.
    pub url: String,
    published: Arc<Mutex<Value>>,
    server: ServerHandle,
}

impl KeyServer {
    /// Publishes these keys, which nobody may keep.
    pub fn start(keys: Value) -> Self {
        let published = Arc::new(Mutex::new(keys));
        let shared = web::Data::from(Arc::clone(&published));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/keys", listener.local_addr().unwrap());
        let answer = async |keys: web::Data<Mutex<Value>>| {
            let keys = keys.lock().unwrap().clone();
            HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(keys)
        };
        let server = HttpServer::new(move || {
            App::new().app_data(shared.clone()).route("/keys", web::get().to(answer))
        });
        let server = server.workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { url, published, server: handle }
    }

    /// Publishes other keys from now on.
    pub fn publish(&self, keys: Value) {
        *self.published.lock().unwrap() = keys;
    }
}

impl Drop for KeyServer {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}
