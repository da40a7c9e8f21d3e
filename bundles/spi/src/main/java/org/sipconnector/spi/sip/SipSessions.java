/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.sip.DialogId;

/** Tells what names INVITE sessions to others, for whoever relates them to what others tell of them. May be called from any thread. */
@ProviderType
public interface SipSessions {

    /** One of the latest sessions, those that are over among them; absent for others. */
    Optional<SessionIdentity> find(DialogId dialog);
}
