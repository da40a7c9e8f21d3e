/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

/** What a command could not do, in one line for the operator. */
final class CommandFailedException extends RuntimeException {

    CommandFailedException(String message) {
        super(message, null, false, false);
    }
}
