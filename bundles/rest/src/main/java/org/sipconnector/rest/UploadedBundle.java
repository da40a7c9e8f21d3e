/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Takes bundles that are sent, as far as they are allowed to be large, into files that are gone when they have been used.
 *
 * @param folder    for the files
 * @param megabytes how large one may be now
 */
record UploadedBundle(Path folder, IntSupplier megabytes) {

    private static final int MEGABYTE = 1 << 20;
    private static final int LARGEST = 64 * MEGABYTE;
    private static final int BLOCK = 1 << 16;

    /** One that was received. */
    record Upload(Path file) {

        String url() {
            return file.toUri().toString();
        }

        void delete() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                file.toFile().deleteOnExit();
            }
        }
    }

    RequestBody body() {
        return new RequestBody("application/java-archive", Optional.empty(), LARGEST);
    }

    /** @throws ProblemException when it is too large or nothing */
    Upload receive(RestRequest request) {
        long most = (long) megabytes.getAsInt() * MEGABYTE;
        if (request.http().getContentLengthLong() > most) {
            throw BodyReading.tooLarge(most);
        }
        try {
            Files.createDirectories(folder);
            Upload upload = new Upload(Files.createTempFile(folder, "upload", ".jar",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
            boolean whole = false;
            try (InputStream from = request.http().getInputStream(); OutputStream to = Files.newOutputStream(upload.file())) {
                copy(from, to, most);
                whole = true;
            } finally {
                if (!whole) {
                    upload.delete();
                }
            }
            return upload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream from, OutputStream to, long most) throws IOException {
        byte[] block = new byte[BLOCK];
        long all = 0;
        for (int read = from.read(block); read >= 0; read = from.read(block)) {
            all += read;
            if (all > most) {
                throw BodyReading.tooLarge(most);
            }
            to.write(block, 0, read);
        }
        if (all == 0) {
            throw ProblemException.of(ProblemKind.INVALID, "the body is empty and must be a bundle");
        }
    }
}
