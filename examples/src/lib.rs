//! What the example programs share: a `SQLite` file that keeps suspended coroutines.
//!
//! A driver stores what a coroutine handed out and the snapshot taken at that yield in one transaction. Whenever the
//! process ends, the file then holds a point between two steps, and another process goes on from there.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

/// What makes a file one program's own.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The program, for messages.
    pub program: &'static str,
    /// `SQLite`'s `application_id`: tells the program's files from any others.
    pub application_id: u32,
    /// `SQLite`'s `user_version`: changes with the tables and with what the saved bytes mean.
    pub version: u32,
    /// The SQL that makes the tables.
    pub tables: &'static str,
}

/// Opens the store at `path`, making it if there is none.
///
/// A committed transaction survives a crash of the process and of the machine (WAL, `synchronous=FULL`). Making the
/// store is one transaction, too: a process that dies on the way leaves an empty file, which counts as none.
///
/// # Errors
/// If the file is anything but `layout`'s own; it is then left untouched.
pub fn open(path: &Path, layout: &Layout) -> Result<Connection> {
    refuse_foreign_header(path, layout)?;
    let open = || -> Result<Connection> {
        let mut db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        db.busy_timeout(Duration::from_secs(10))?;
        db.pragma_update(None, "synchronous", "FULL")?;
        create_tables(&mut db, path, layout)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        Ok(db)
    };
    open().with_context(|| format!("cannot open the store {}", path.display()))
}

/// A transaction that is the only one to write from its beginning on, so that what it reads stays true.
///
/// # Errors
/// If another process keeps writing for too long.
pub fn write(db: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    db.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// Deletes a store that is no longer needed.
///
/// # Errors
/// If a file cannot be deleted.
pub fn remove(path: &Path, db: Connection) -> Result<()> {
    // The last connection to close writes the log back into the file and deletes it, so that no log is ever without
    // its file: a new store of the same name would take it for its own.
    db.close().map_err(|(_, error)| error)?;
    for suffix in ["-wal", "-shm", ""] {
        let file = beside(path, suffix);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot delete {}", file.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// `path` with `suffix` appended to its last name.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Decides by the file's first bytes, because even opening a stranger's database can change the files beside it.
fn refuse_foreign_header(path: &Path, layout: &Layout) -> Result<()> {
    let mut header = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(72).read_to_end(&mut header),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    }
    .with_context(|| format!("cannot read {}", path.display()))?;
    if header.is_empty() || beside(path, "-journal").exists() {
        return Ok(()); // nothing yet, or a transaction for SQLite to roll back first
    }
    if header.len() < 72 || !header.starts_with(b"SQLite format 3\0") {
        bail!(
            "{} is not a store of `{}`, nor any SQLite database; it was left as it is",
            path.display(),
            layout.program
        );
    }
    let field =
        |at| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    refuse_foreign(path, layout, field(68), field(60))
}

fn refuse_foreign(path: &Path, layout: &Layout, application_id: u32, version: u32) -> Result<()> {
    let Layout { program, .. } = layout;
    let path = path.display();
    if application_id != layout.application_id {
        bail!(
            "{path} is another program's database, not a store of `{program}`; it was left as it is"
        );
    }
    if version != layout.version {
        bail!(
            "{path} is a store of `{program}` in version {version}, and this program reads version {}; it was left as it is",
            layout.version
        );
    }
    Ok(())
}

fn create_tables(db: &mut Connection, path: &Path, layout: &Layout) -> Result<()> {
    let transaction = write(db)?;
    let read = |pragma| transaction.pragma_query_value(None, pragma, |row| row.get::<_, u32>(0));
    let (application_id, version) = (read("application_id")?, read("user_version")?);
    let tables: u32 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    if (application_id, version, tables) != (0, 0, 0) {
        return refuse_foreign(path, layout, application_id, version);
    }
    transaction.pragma_update(None, "application_id", layout.application_id)?;
    transaction.pragma_update(None, "user_version", layout.version)?;
    transaction.execute_batch(layout.tables)?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTES: Layout = Layout {
        program: "notes",
        application_id: 0x6e6f_7465,
        version: 3,
        tables: "CREATE TABLE note (text TEXT NOT NULL) STRICT",
    };

    fn scratch() -> (tempfile::TempDir, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("notes.db");
        (directory, path)
    }

    fn notes(db: &Connection) -> Vec<String> {
        let mut statement = db.prepare("SELECT text FROM note ORDER BY rowid").unwrap();
        let rows = statement.query_map((), |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn files(directory: &tempfile::TempDir) -> usize {
        fs::read_dir(directory.path()).unwrap().count()
    }

    /// `open` refuses the file at `path`, says `reason`, and changes nothing.
    #[track_caller]
    fn refuses(directory: &tempfile::TempDir, path: &Path, reason: &str) {
        let before = (fs::read(path).unwrap(), files(directory));
        let error = format!("{:#}", open(path, &NOTES).unwrap_err());
        assert!(error.contains(reason), "{error}");
        assert_eq!((fs::read(path).unwrap(), files(directory)), before);
    }

    #[test]
    fn a_store_keeps_what_was_committed() {
        let (_directory, path) = scratch();
        let mut db = open(&path, &NOTES).unwrap();
        db.execute("INSERT INTO note VALUES ('kept')", ()).unwrap();
        let transaction = db.transaction().unwrap();
        transaction
            .execute("INSERT INTO note VALUES ('dropped')", ())
            .unwrap();
        drop(transaction);
        drop(db);
        assert_eq!(notes(&open(&path, &NOTES).unwrap()), ["kept"]);
    }

    #[test]
    fn a_store_is_written_ahead_and_synchronised() {
        let (_directory, path) = scratch();
        let db = open(&path, &NOTES).unwrap();
        let mode: String = db
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .unwrap();
        let synchronous: u32 = db
            .pragma_query_value(None, "synchronous", |row| row.get(0))
            .unwrap();
        assert_eq!((mode.as_str(), synchronous), ("wal", 2));
    }

    #[test]
    fn what_a_killed_process_committed_is_found_in_its_log() {
        let (directory, path) = scratch();
        let db = open(&path, &NOTES).unwrap();
        db.execute("INSERT INTO note VALUES ('kept')", ()).unwrap();
        // What a kill leaves behind: the files as they are, the connection never closed.
        let copy = directory.path().join("copy.db");
        for suffix in ["", "-wal"] {
            fs::copy(beside(&path, suffix), beside(&copy, suffix)).unwrap();
        }
        assert_eq!(notes(&open(&copy, &NOTES).unwrap()), ["kept"]);
    }

    #[test]
    fn an_empty_file_counts_as_none() {
        let (_directory, path) = scratch();
        fs::write(&path, "").unwrap();
        assert_eq!(notes(&open(&path, &NOTES).unwrap()), [""; 0]);
    }

    #[test]
    fn removing_leaves_nothing() {
        let (directory, path) = scratch();
        let db = open(&path, &NOTES).unwrap();
        db.execute("INSERT INTO note VALUES ('kept')", ()).unwrap();
        remove(&path, db).unwrap();
        assert_eq!(files(&directory), 0);
    }

    #[test]
    fn other_files_are_refused() {
        let (directory, path) = scratch();
        for text in ["a shopping list", &"a shopping list ".repeat(100)] {
            fs::write(&path, text).unwrap();
            refuses(&directory, &path, "nor any SQLite database");
        }
    }

    #[test]
    fn databases_of_other_programs_are_refused() {
        let (directory, path) = scratch();
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "journal_mode", "WAL").unwrap();
        other
            .execute_batch("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('theirs')")
            .unwrap();
        refuses(&directory, &path, "another program's database");
        drop(other);
        refuses(&directory, &path, "another program's database");
    }

    #[test]
    fn other_versions_are_refused() {
        let (directory, path) = scratch();
        drop(
            open(
                &path,
                &Layout {
                    version: 2,
                    ..NOTES
                },
            )
            .unwrap(),
        );
        refuses(
            &directory,
            &path,
            "in version 2, and this program reads version 3",
        );
    }
}
