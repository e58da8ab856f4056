use resumable::resumable;

use std::net::TcpListener;

#[resumable(yield = u16)]
fn listener() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    yield_!(1);
    drop(listener);
}

fn main() {}
