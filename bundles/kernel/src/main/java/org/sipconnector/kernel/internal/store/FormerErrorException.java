/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import org.sipconnector.api.SipConnectorException;

/** An error of the former process, of which the text is left. */
final class FormerErrorException extends SipConnectorException {

    private static final long serialVersionUID = 1L;

    FormerErrorException(String text) {
        super(text);
    }
}
