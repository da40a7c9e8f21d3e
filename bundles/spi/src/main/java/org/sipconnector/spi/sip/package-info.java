/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The SIP foundation: commands by id, events to the owning lane. No type of a SIP stack appears here. */
@Export
@NullMarked
@Version("1.1.0")
package org.sipconnector.spi.sip;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
