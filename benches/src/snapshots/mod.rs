//! Programs that wait, in each of the ways to write them, and the ways to save and restore them.

pub mod by_diapause;
pub mod by_hand;
pub mod marked;
pub mod programs;

use resumable::{Definition, Instance};
use serde::{Serialize, de::DeserializeOwned};

/// Something that waits and can become bytes.
pub trait Kept: Sized {
    /// Its bytes.
    fn write(&self) -> Vec<u8>;
    /// Its bytes in a buffer that is used again and again.
    fn write_into(&self, buffer: &mut Vec<u8>);
    /// What has these bytes.
    #[must_use]
    fn read(bytes: &[u8]) -> Self;
}

const WAITS: &str = "it waits";
const WRITTEN: &str = "what was written can be read";

impl<D: Definition> Kept for Instance<D> {
    fn write(&self) -> Vec<u8> {
        self.snapshot().expect(WAITS)
    }

    fn write_into(&self, buffer: &mut Vec<u8>) {
        self.snapshot_into(buffer).expect(WAITS);
    }

    fn read(bytes: &[u8]) -> Self {
        Instance::restore(bytes).expect(WRITTEN)
    }
}

/// Saved with postcard, into a buffer that grows where it must.
#[derive(Debug)]
pub struct Postcard<T>(pub T);

impl<T: Serialize + DeserializeOwned> Kept for Postcard<T> {
    fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.0).expect(WAITS)
    }

    fn write_into(&self, buffer: &mut Vec<u8>) {
        buffer.clear();
        *buffer = postcard::to_extend(&self.0, std::mem::take(buffer)).expect(WAITS);
    }

    fn read(bytes: &[u8]) -> Self {
        Postcard(postcard::from_bytes(bytes).expect(WRITTEN))
    }
}

/// Saved with postcard into a slice, the fastest that postcard has: what is left of the buffer stays as it was.
#[derive(Debug)]
pub struct PostcardSlice<T>(pub T);

impl<T: Serialize + DeserializeOwned> Kept for PostcardSlice<T> {
    fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.0).expect(WAITS)
    }

    fn write_into(&self, buffer: &mut Vec<u8>) {
        while postcard::to_slice(&self.0, buffer).is_err() {
            buffer.resize(2 * buffer.len() + 64, 0);
        }
    }

    fn read(bytes: &[u8]) -> Self {
        Postcard::read(bytes).into()
    }
}

impl<T> From<Postcard<T>> for PostcardSlice<T> {
    fn from(value: Postcard<T>) -> Self {
        PostcardSlice(value.0)
    }
}

/// Saved as JSON.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> Kept for Json<T> {
    fn write(&self) -> Vec<u8> {
        serde_json::to_vec(&self.0).expect(WAITS)
    }

    fn write_into(&self, buffer: &mut Vec<u8>) {
        buffer.clear();
        serde_json::to_writer(buffer, &self.0).expect(WAITS);
    }

    fn read(bytes: &[u8]) -> Self {
        Json(serde_json::from_slice(bytes).expect(WRITTEN))
    }
}

/// Is shown every program in every way.
pub trait Visit {
    /// The name of the program, the name of the way, and what waits.
    fn one<K: Kept>(&mut self, program: &str, way: &str, kept: K);
}
