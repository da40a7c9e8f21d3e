/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.IOException;

/** What was read is not what was wanted. */
final class WrongChecksumException extends IOException {

    private static final long serialVersionUID = 1;

    WrongChecksumException(String message) {
        super(message);
    }
}
