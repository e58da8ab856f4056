//! The driver: runs the walk step by step and stores every step.

use std::{
    fmt,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use examples::{Layout, beside};
use resumable::Instance;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::{
    checksum,
    tree::{Place, Report},
    walk::walk,
};

const LAYOUT: Layout = Layout {
    program: "manifest",
    application_id: 0x7265_736d,
    version: 1,
    tables: "
        CREATE TABLE job (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            directory BLOB NOT NULL,  -- as the user wrote it
            absolute BLOB NOT NULL,   -- where that was
            all_names INTEGER NOT NULL,
            step INTEGER NOT NULL,    -- how many reports are stored
            snapshot BLOB NOT NULL    -- the walk, suspended after that many
        ) STRICT;
        CREATE TABLE line (step INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT;
        CREATE TABLE unreadable (step INTEGER PRIMARY KEY, path TEXT NOT NULL, problem TEXT NOT NULL) STRICT;
    ",
};

/// One manifest in the making: the walk, and the store it can be taken up from.
pub(crate) struct Job {
    output: PathBuf,
    store: PathBuf,
    db: Connection,
    walk: Instance<walk>,
    step: u64,
    top: Place,
}

impl Job {
    /// Takes up the manifest that was being written to `output`, or begins one.
    pub(crate) fn open(directory: &Path, output: &Path, all: bool) -> Result<Self> {
        let (task, top) = Task::new(directory, output, all)?;
        let store = beside(output, ".db");
        let mut db = examples::open(&store, &LAYOUT)?;
        let transaction = examples::write(&mut db)?;
        let (walk, step) = if let Some((stopped, step, snapshot)) = Task::load(&transaction)? {
            let store = store.display();
            if stopped != task {
                bail!(
                    "{store} holds an unfinished manifest of {stopped}, and this one would be of {task}; \
                     run that one to its end, delete {store}, or choose another --out"
                );
            }
            let walk = Instance::restore(&snapshot).with_context(|| {
                format!("{store} was written by another version of this program")
            })?;
            (walk, step)
        } else {
            let walk = walk(top.clone());
            task.store(&transaction, &walk.snapshot()?)?;
            (walk, 0)
        };
        transaction.commit()?;
        Ok(Job {
            output: output.to_owned(),
            store,
            db,
            walk,
            step,
            top,
        })
    }

    /// How many reports are stored, those of earlier processes included.
    pub(crate) fn step(&self) -> u64 {
        self.step
    }

    /// Where the walk began.
    pub(crate) fn top(&self) -> &Place {
        &self.top
    }

    /// Runs the walk to its next report. What the report says and the walk's state behind it are stored in one
    /// transaction: there is no moment at which one is on disk without the other.
    pub(crate) fn advance(&mut self) -> Result<Option<Report>> {
        let Some(report) = self.walk.next() else {
            return Ok(None);
        };
        let transaction = examples::write(&mut self.db)?;
        self.step = claim_step(&transaction, self.step, &self.store)?;
        transaction.execute("UPDATE job SET snapshot = ?1", [self.walk.snapshot()?])?;
        match &report.outcome {
            Ok(digest) => transaction.execute(
                "INSERT INTO line VALUES (?1, ?2)",
                params![self.step, checksum::line(digest, &report.path)],
            )?,
            Err(problem) => transaction.execute(
                "INSERT INTO unreadable VALUES (?1, ?2, ?3)",
                params![self.step, report.name(), problem],
            )?,
        };
        transaction.commit()?;
        Ok(Some(report))
    }

    /// Writes the manifest, deletes the store and tells what could not be read.
    ///
    /// A process that dies on the way leaves the store, and the next one does this again.
    pub(crate) fn finish(mut self) -> Result<Vec<String>> {
        let transaction = examples::write(&mut self.db)?;
        claim_step(&transaction, self.step, &self.store)?;
        transaction.commit()?;
        let unreadable = self
            .db
            .prepare("SELECT path || ': ' || problem FROM unreadable ORDER BY step")?
            .query_map((), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.write_lines()
            .with_context(|| format!("cannot write {}", self.output.display()))?;
        examples::remove(&self.store, self.db)?;
        Ok(unreadable)
    }

    /// Replaces the output as a whole.
    fn write_lines(&self) -> Result<()> {
        let new = beside(&self.output, ".new");
        let mut file = BufWriter::new(File::create(&new)?);
        let mut statement = self.db.prepare("SELECT text FROM line ORDER BY step")?;
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            file.write_all(row.get_ref(0)?.as_blob()?)?;
        }
        file.into_inner()?.sync_all()?;
        fs::rename(&new, &self.output)?;
        if cfg!(unix) {
            // The rename must be on disk before the store is deleted.
            File::open(parent(&self.output))?.sync_all()?;
        }
        Ok(())
    }
}

/// Counts a step, unless another process has made it.
fn claim_step(transaction: &Transaction<'_>, step: u64, store: &Path) -> Result<u64> {
    if transaction.execute("UPDATE job SET step = ?1 + 1 WHERE step = ?1", [step])? != 1 {
        bail!("another process is at work on {}", store.display());
    }
    Ok(step + 1)
}

/// What the user asked for, as far as it must not change before the manifest is done.
#[derive(PartialEq)]
pub(crate) struct Task {
    directory: Vec<u8>,
    absolute: Vec<u8>,
    all: bool,
}

impl Task {
    /// Checks what was asked for, before anything is written.
    pub(crate) fn new(directory: &Path, output: &Path, all: bool) -> Result<(Self, Place)> {
        let shown = directory.display();
        let absolute = directory
            .canonicalize()
            .with_context(|| format!("cannot walk {shown}"))?;
        if !absolute.is_dir() {
            bail!("cannot walk {shown}: it is not a directory");
        }
        let shown = output.display();
        let Some(name) = output.file_name().filter(|_| !output.is_dir()) else {
            bail!("cannot write {shown}: it is a directory");
        };
        let output = parent(output)
            .canonicalize()
            .with_context(|| format!("cannot write {shown}"))?
            .join(name);
        let top = Place::top(directory, output.strip_prefix(&absolute).ok(), all);
        let task = Task {
            directory: bytes(top.path()),
            absolute: bytes(&absolute),
            all,
        };
        Ok((task, top))
    }

    fn load(transaction: &Transaction<'_>) -> Result<Option<(Self, u64, Vec<u8>)>> {
        let query = "SELECT directory, absolute, all_names, step, snapshot FROM job";
        let job = transaction.query_row(query, (), |row| {
            let task = Task {
                directory: row.get(0)?,
                absolute: row.get(1)?,
                all: row.get(2)?,
            };
            Ok((task, row.get(3)?, row.get(4)?))
        });
        Ok(job.optional()?)
    }

    fn store(&self, transaction: &Transaction<'_>, snapshot: &[u8]) -> Result<()> {
        transaction.execute(
            "INSERT INTO job VALUES (1, ?1, ?2, ?3, 0, ?4)",
            params![self.directory, self.absolute, self.all, snapshot],
        )?;
        Ok(())
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [directory, absolute] =
            [&self.directory, &self.absolute].map(|path| String::from_utf8_lossy(path));
        let all = if self.all { " with --all" } else { "" };
        write!(f, "{directory} ({absolute}){all}")
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_owned()
}

/// The directory `path` is in.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
