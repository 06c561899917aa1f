"""The organisation own words on the page "mag ik dit delen?"."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisaties", "0005_delen"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisatie",
            name="hulptekst_bron",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="organisatie",
            name="hulptekst_delen",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="organisatie",
            name="hulptekst_op",
            field=models.DateField(blank=True, null=True),
        ),
    ]
