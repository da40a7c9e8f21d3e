/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The presentation manager: a second video that shows the own screen to the conference. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.presentation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
