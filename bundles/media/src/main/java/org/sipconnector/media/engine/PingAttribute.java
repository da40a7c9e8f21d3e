/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends a fault of the library in the process's memory. Of an attribute GOOG-MISC-INFO (0xC059) in an authentic STUN message it
 * reads the first number without looking whether there is any, and aborts the process when there is none. It asks for the
 * attribute by number in two places, one for requests and one for responses. One bit is added to both numbers, which makes
 * them larger than any attribute's; then the attribute is never there, which is the case with most of the world's peers.
 *
 * <p>Nothing is written that has not been read and recognized. Linux keeps what is written to this process; its file and other
 * processes with the same library see nothing of it.
 */
final class PingAttribute {

    private static final Logger LOG = LoggerFactory.getLogger(PingAttribute.class);

    private PingAttribute() {}

    /**
     * @param object any of the library's whose class has virtual functions, to find the library by
     * @return whether the library does not look for the attribute from now on; if not, the log says so
     */
    static boolean ignore(Object object) {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
            // such an object begins with the address of its class's table, which is part of the library
            ByteBuffer table = ByteBuffer.wrap(read(memory, address(object), Long.BYTES)).order(ByteOrder.nativeOrder());
            List<Mapping> library = Mapping.ofLibraryWith(table.getLong());
            for (Place place : Place.of(System.getProperty("os.arch"))) {
                place.change(memory, library);
            }
            return true;
        } catch (IOException | ReflectiveOperationException | RuntimeException refused) {
            LOG.warn("A call's other side can abort the media library by a STUN message with an empty GOOG-MISC-INFO: {}. Confine it with"
                    + " isolation = process in org.sipconnector.media.cfg", ErrorText.of(refused));
            return false;
        }
    }

    /** Each object of the library's has it, by a base class that its bundle keeps to itself. */
    private static long address(Object object) throws ReflectiveOperationException {
        Class<?> base = object.getClass();
        while (base.getSuperclass() != Object.class) {
            base = base.getSuperclass();
        }
        Field handle = base.getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        return handle.getLong(object);
    }

    private static byte[] read(RandomAccessFile memory, long address, int length) throws IOException {
        byte[] bytes = new byte[length];
        memory.seek(address);
        memory.readFully(bytes);
        return bytes;
    }

    /**
     * Instructions of version 0.14.0 that load the number and call the search for it.
     *
     * @param offset of the instructions, from the library's start
     * @param was    their bytes
     * @param now    the same with another number
     */
    private record Place(long offset, byte[] was, byte[] now) {

        private static final List<Place> X86_64 = List.of(
                place(0xa91ea6, "be59c00000e810590000", "be59c00100e810590000"),
                place(0xa94300, "be59c00000e8b6340000", "be59c00100e8b6340000"));
        private static final List<Place> AARCH64 = List.of(
                place(0x98be98, "210b9852d9190094", "210bb852d9190094"),
                place(0x98edbc, "210b9852100e0094", "210bb852100e0094"));

        static List<Place> of(String architecture) {
            return architecture.equals("aarch64") ? AARCH64 : X86_64;
        }

        private static Place place(long offset, String was, String now) {
            return new Place(offset, HexFormat.of().parseHex(was), HexFormat.of().parseHex(now));
        }

        void change(RandomAccessFile memory, List<Mapping> library) throws IOException {
            long address = library.get(0).start() + offset;
            byte[] code = library.stream().anyMatch(part -> part.holds(address)) ? read(memory, address, was.length) : new byte[0];
            if (Arrays.equals(code, now)) {
                return;
            }
            if (!Arrays.equals(code, was)) {
                throw new IllegalStateException("the library is not that of version 0.14.0");
            }
            int differing = Arrays.mismatch(was, now);
            memory.seek(address + differing);
            memory.write(now[differing]);
        }
    }

    /** A part of a file in memory, as Linux tells in /proc/self/maps. */
    private record Mapping(long start, long end, long offset) {

        /** All parts of the library that holds an address; an older one in the same process may have the same file's name. */
        static List<Mapping> ofLibraryWith(long address) throws IOException {
            List<Mapping> parts = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
                Optional<Mapping> part = parse(line);
                if (part.isPresent() && part.get().offset() == 0) {
                    if (parts.stream().anyMatch(each -> each.holds(address))) {
                        return parts;
                    }
                    parts.clear();
                }
                part.ifPresent(parts::add);
            }
            if (parts.stream().noneMatch(each -> each.holds(address))) {
                throw new IllegalStateException("the library is not found in memory");
            }
            return parts;
        }

        private static Optional<Mapping> parse(String line) {
            String[] fields = line.split(" +", 6);
            if (fields.length < 6 || !fields[5].contains("webrtc-java")) {
                return Optional.empty();
            }
            String[] range = fields[0].split("-");
            return Optional.of(new Mapping(Long.parseUnsignedLong(range[0], 16), Long.parseUnsignedLong(range[1], 16),
                    Long.parseUnsignedLong(fields[2], 16)));
        }

        boolean holds(long address) {
            return address >= start && address < end;
        }
    }
}
