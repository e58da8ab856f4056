//! The walk itself: one ordinary function.

use resumable::resumable;

use crate::tree::{Entries, Entry, Place, Report};

/// Hashes every file in and below `place`, in order of path, and yields after each.
///
/// What is saved at a yield is the path it has come to, and for each directory above it the name reached there: it
/// grows with the depth of the tree and not with the number of files. (The function could as well call itself for each
/// directory, with `walk(..).await`; but a file system nests deeper than calls should.)
#[resumable(yield = Report)]
pub(crate) fn walk(mut place: Place) {
    let mut above = Vec::new();
    let mut entries = Entries::default();
    loop {
        match entries.next(&place) {
            Some(Entry::File(name)) => yield_!('file: place.hash(&name)),
            Some(Entry::Unlisted(problem)) => yield_!('unlisted: place.unlisted(&problem)),
            Some(Entry::Directory(name)) => {
                place.enter(&name);
                above.push(entries);
                entries = Entries::default();
            }
            None => {
                let Some(outer) = above.pop() else { break };
                entries = outer;
                place.leave();
            }
        }
    }
}
